using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sekisho.Testing;

namespace Sekisho.Mime.Tests.Corpus;

/// <summary>Single header values with what another reader makes of them.</summary>
public sealed partial class StalwartValueTests
{
    [CorpusFact("mail/mime/stalwart")]
    public void Dates() => Compare("date.json", 40,
        [
            "20 11 (some", "4 8 15 16 23 42", // The month as a number: no date here.
            "by 2002:aa7", // A whole Received field.
            "Thu, 10 Jul 1997 14:53:31 EST5EDT", // A zone name no standard knows counts as +0000 here.
        ],
        value => MimeDate.TryParse(value, out var date) ? date.ToString("yyyy-M-d H:m:s ", null) + (date.Offset < TimeSpan.Zero ? "-" : "+") + date.Offset.ToString("h\\:m", null) : "none",
        (_, expected) =>
        {
            if (expected.ValueKind != JsonValueKind.Object) return "none";
            int Get(string name) => expected.GetProperty(name).GetInt32();
            return $"{Get("year"):0000}-{Get("month")}-{Get("day")} {Get("hour")}:{Get("minute")}:{Get("second")} {(expected.GetProperty("tz_before_gmt").GetBoolean() ? "-" : "+")}{Get("tz_hour")}:{Get("tz_minute")}";
        });

    [CorpusFact("mail/mime/stalwart")]
    public void Unstructured_values() => Compare("unstructured.json", 30,
        ["[SUSPECTED SPAM]=?"], // A word without a blank before it: there a blank is made up.
        value => Blanks().Replace(EncodedWords.Decode(value), " "),
        (_, expected) => expected.ValueKind == JsonValueKind.Null ? "" : Blanks().Replace(expected.GetString()!, " "));

    [CorpusFact("mail/mime/stalwart")]
    public void Content_types() => Compare("content_type.json", 81,
        [
            "application/pdf\n   filename*0*=iso-8859-1'es'%D1and%FA", // Charset names in later sections are text here (RFC 2231 §4.1).
            "image/jpeg;\n   name=\"=?iso-8859-1?B?4Q==?= =?utf-8?B", // Blanks between words of different charsets vanish here (RFC 2047 §6.2).
            "inva/lid; name=\"", // An unclosed quote with folds in it: the folds are no text here.
            "text/plain; name=", // An empty value is a parameter here.
            "test/encoded; key4*", "malicious/attempt", // Stars in other places than RFC 2231 has them.
            "text/plain/format", // A second slash.
        ],
        value =>
        {
            var type = ContentType.Parse(value);
            return type.MediaType + string.Concat(type.Parameters.Select(parameter => $"; {parameter.Name}={parameter.Value}"));
        },
        (_, expected) =>
        {
            // Values without type or subtype are no media types; the languages of RFC 2231 stand elsewhere.
            if (expected.ValueKind == JsonValueKind.Null || Text(expected, "c_subtype").Length == 0) return null;
            var type = Text(expected, "c_type") + "/" + Text(expected, "c_subtype");
            if (!expected.TryGetProperty("attributes", out var attributes) || attributes.ValueKind == JsonValueKind.Null) return type;
            return type + string.Concat(attributes.EnumerateArray().Where(pair => !pair[0].GetString()!.EndsWith("-language", StringComparison.Ordinal)).Select(pair => $"; {pair[0].GetString()}={pair[1].GetString()}"));
        });

    [CorpusFact("mail/mime/stalwart")]
    public void Addresses() => Compare("address.json", 46,
        [
            "Mary Smith <@node.test:mary@example.net>", // The obsolete route is no part of the address here.
            "\"  James Smythe\"", // Blanks at the ends of a name.
            "<a@b.com> =?utf-8?q?Doe?=", // Text behind the address is malformed here, a name there.
        ],
        value => string.Join(", ", AddressList.Parse(value).Select(address => $"{address.Group}:{address.DisplayName}<{address.Address}>")),
        (header, expected) =>
        {
            // There, comments become names; here they are comments.
            if (header.Contains('(', StringComparison.Ordinal)) return null;
            if (expected.ValueKind == JsonValueKind.Null) return "";
            return expected.TryGetProperty("List", out var list)
                ? string.Join(", ", list.EnumerateArray().Select(item => Show("", item)))
                : string.Join(", ", expected.GetProperty("Group").EnumerateArray().SelectMany(group => group.GetProperty("addresses").EnumerateArray().Select(item => Show(Text(group, "name"), item))));
        });

    private static string Show(string group, JsonElement item) => $"{group}:{Text(item, "name")}<{Text(item, "address")}>";

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    // Where expect gives null, the expectation is about something we do not give.
    private static void Compare(string file, int count, string[] others, Func<byte[], string> read, Func<string, JsonElement, string?> expect)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Corpora.PathOf("mail/mime/stalwart/" + file)));
        var (ran, different) = (0, new List<string>());
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var header = HeaderOnly(item.GetProperty("header").GetString()!);
            if (expect(header, item.GetProperty("expected")) is not { } expected) continue;
            ran++;
            var actual = read(Encoding.UTF8.GetBytes(header));
            if (actual != expected && !others.Any(other => header.TrimStart().StartsWith(other, StringComparison.Ordinal))) different.Add($"{header.Trim()}\n   expected {expected}\n   found    {actual}");
        }

        Assert.Empty(different);
        Assert.Equal(count, ran);
    }

    /// <summary>Some texts hold the next field or the blank line too: the value ends before.</summary>
    private static string HeaderOnly(string header) => EndOfValue().Match(header) is { Success: true } end ? header[..end.Index] : header;

    [GeneratedRegex("\r?\n(?![ \t])", RegexOptions.None, 1000)]
    private static partial Regex EndOfValue();

    [GeneratedRegex("[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
