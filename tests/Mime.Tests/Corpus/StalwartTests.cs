using System.Text;
using System.Text.Json;
using Sekisho.Testing;

namespace Sekisho.Mime.Tests.Corpus;

public sealed class StalwartTests
{
    /// <summary>Where view 0 differs from the expectation (in the LF form, the CRLF form or both), and why.</summary>
    private static readonly Dictionary<string, string> OtherReadings = new(StringComparer.Ordinal)
    {
        ["legacy/017"] = "Transfer encoding x-uuencode: decoded here, not there.",
        ["legacy/026"] = "Transfer encoding x-uuencode: decoded here, not there.",
        ["legacy/048"] = "Transfer encoding x-uuencode: decoded here, not there.",
        ["legacy/049"] = "The fixture's CRLF form ends in a CR that the LF form does not have.",
        ["legacy/052"] = "8-bit text declared us-ascii: read as Windows-1252 here, as U+FFFD there.",
        ["malformed/000"] = "A header that ends in a delimiter without a blank line: a part here, the end of all parts there.",
        ["malformed/001"] = "A delimiter of the outer multipart ends the inner one here; there the inner one reads on (OuterDelimiterInside).",
        ["malformed/004"] = "A line that only begins with the delimiter is none here (another view: DelimiterWithTail).",
        ["malformed/007"] = "No blank line behind the header of an inner multipart: its parts are read here, lost there (MissingBlankLine).",
        ["malformed/008"] = "As 001.",
        ["malformed/009"] = "As 001, with one boundary reused by the inner multipart.",
        ["malformed/011"] = "As 009.",
        ["malformed/012"] = "As 009.",
        ["malformed/013"] = "A delimiter as the last line begins an empty part here.",
        ["malformed/014"] = "As 013.",
        ["malformed/016"] = "As 001.",
        ["malformed/019"] = "A part that begins with a line that is no field: body here, skipped there.",
        ["malformed/020"] = "Content-Type twice: the first counts here (the last in another view), the last there.",
        ["malformed/021"] = "As 020.",
        ["malformed/022"] = "A message/rfc822 without any field: a message with that body here, a broken one there.",
        ["thirdparty/002"] = "UTF-8 that is cut off: U+FFFD for each bad byte here, one for the rest there.",
        ["thirdparty/005"] = "A delimiter inside a line is none here (another view: IndentedDelimiter); UTF-16 cut off gives one more U+FFFD.",
        ["thirdparty/015"] = "As 001, inside embedded messages that end without a blank line.",
    };

    [CorpusFact("mail/mime/stalwart")]
    public void Offsets_fields_and_texts_are_those_expected()
    {
        var different = new List<string>();
        var (files, parts, texts, excused) = (0, 0, 0, 0);
        foreach (var file in Corpora.Files("mail/mime/stalwart/eml", "*.eml"))
        {
            // The expectations are for the message with LF only, and with CRLF only.
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file)).Replace("\r", "", StringComparison.Ordinal);
            var lf = Encoding.Latin1.GetBytes(text);
            var crLf = Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));
            foreach (var (bytes, json) in new[] { (lf, ".json"), (crLf, ".crlf.json") })
            {
                files++;
                using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, json)));
                var message = MimeMessage.Read(bytes);
                var problem = Compare(expected.RootElement, message.Root, ref parts, ref texts);
                if (problem is null) continue;
                var name = $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileNameWithoutExtension(file)}";
                if (OtherReadings.ContainsKey(name)) excused++;
                else different.Add($"{name}{json}: {problem}");
            }
        }

        Assert.Empty(different);
        Assert.Equal((214, 45), (files, excused));
        Assert.True(parts >= 700 && texts >= 300, $"{parts} parts and {texts} texts were compared");
    }

    /// <summary>Compares a message: the list holds its parts in pre-order, an embedded message has a list of its own.</summary>
    private static string? Compare(JsonElement expected, MimePart root, ref int parts, ref int texts)
    {
        var list = expected.GetProperty("parts").EnumerateArray().ToList();
        var actual = new List<MimePart>();
        Collect(root, actual);
        for (var i = 0; i < list.Count; i++)
        {
            if (i >= actual.Count) return $"{actual.Count} parts instead of {list.Count}";
            if (ComparePart(list[i], actual[i], ref parts, ref texts) is { } problem) return $"part {i}: {problem}";
        }

        return actual.Count > list.Count ? $"{actual.Count} parts instead of {list.Count}" : null;
    }

    private static void Collect(MimePart part, List<MimePart> list)
    {
        list.Add(part);
        if (part.IsEmbeddedMessage) return;
        foreach (var child in part.Message.Parts.Where(child => child.ParentIndex == part.Index && child.View == 0)) Collect(child, list);
    }

    private static string? ComparePart(JsonElement expected, MimePart actual, ref int parts, ref int texts)
    {
        parts++;
        if (!actual.IsInDecodedBody)
        {
            var (header, body, end) = (expected.GetProperty("offset_header").GetInt32(), expected.GetProperty("offset_body").GetInt32(), expected.GetProperty("offset_end").GetInt32());
            // The line end between two closing delimiters is counted to the inner multipart or not: no content either way.
            if (!actual.IsLeaf && end < actual.Body.End && actual.Source.Span[end..actual.Body.End].Trim("\r\n"u8).IsEmpty) end = actual.Body.End;
            if ((header, body, end) != (actual.Start, actual.Body.Offset, actual.Body.End)) return $"offsets {header} {body} {end} expected, {actual.Start} {actual.Body.Offset} {actual.Body.End} found";
        }

        var count = expected.GetProperty("headers").GetArrayLength();
        if (count != actual.Fields.Count) return $"{count} fields expected, {actual.Fields.Count} found";
        // Where decoding failed, Stalwart gives the body as it was; here as much as can be decoded.
        if (expected.GetProperty("is_encoding_problem").GetBoolean()) return null;
        var content = expected.GetProperty("body").EnumerateObject().First();
        switch (content.Name)
        {
            case "Message":
                var child = actual.Message.Parts.FirstOrDefault(part => part.ParentIndex == actual.Index && part.View == 0);
                return child is null ? "no message in it" : Compare(content.Value, child, ref parts, ref texts) is { } inner ? "inside " + inner : null;
            case "Multipart": return actual.IsMultipart ? null : "no multipart";
            case "Text" or "Html":
                texts++;
                var text = content.Value.GetString()!;
                var read = actual.ReadText();
                return text == read ? null : $"text {Show(text)} expected, {Show(read)} found";
            default:
                var bytes = content.Value.EnumerateArray().Select(item => item.GetByte()).ToArray();
                return bytes.AsSpan().SequenceEqual(actual.DecodeBody()) ? null : $"{bytes.Length} bytes expected, {actual.DecodeBody().Length} found";
        }
    }

    private static string Show(string text) => $"({text.Length}) {text[..Math.Min(40, text.Length)].Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}";
}
