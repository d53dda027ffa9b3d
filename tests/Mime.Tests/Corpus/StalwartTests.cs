using System.Text;
using System.Text.Json;
using Sekisho.Testing;

namespace Sekisho.Mime.Tests.Corpus;

public sealed class StalwartTests
{
    [CorpusFact("mail/mime/stalwart")]
    public void Offsets_fields_and_texts_are_those_expected()
    {
        var different = new List<string>();
        var (files, parts, texts) = (0, 0, 0);
        foreach (var file in Corpora.Files("mail/mime/stalwart/eml", "*.eml"))
        {
            var original = File.ReadAllBytes(file);
            var crLf = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(original).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
            foreach (var (bytes, json) in new[] { (original, ".json"), (crLf, ".crlf.json") })
            {
                files++;
                using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, json)));
                var message = MimeMessage.Read(bytes);
                var problem = Compare(expected.RootElement, message.Root, ref parts, ref texts);
                if (problem is not null) different.Add($"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileNameWithoutExtension(file)}{json}: {problem}");
            }
        }

        File.WriteAllLines("/tmp/mt/stalwart.txt", different);
        Assert.Equal((214, 0, 0, 0), (files, parts, texts, different.Count));
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
            if ((header, body, end) != (actual.Start, actual.Body.Offset, actual.Body.End)) return $"offsets {header} {body} {end} expected, {actual.Start} {actual.Body.Offset} {actual.Body.End} found";
        }

        var count = expected.GetProperty("headers").GetArrayLength();
        if (count != actual.Fields.Count) return $"{count} fields expected, {actual.Fields.Count} found";
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
