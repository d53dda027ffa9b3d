using System.Text;

namespace Sekisho.Mime.Tests.Corpus;

/// <summary>A message as the event trees of the mime4j corpus write it, one event a line; from our parts or from their XML.</summary>
internal static class EventTree
{
    public static List<string> OfMessage(MimeMessage message)
    {
        var lines = new List<string>();
        Write(message, message.Root, "message", lines);
        return lines;
    }

    /// <summary>The corpus's XML is not always well-formed (NUL, 8-bit), so it is read as tags and texts.</summary>
    public static List<string> OfXml(byte[] xml)
    {
        var text = Encoding.Latin1.GetString(xml).Replace("\r", "", StringComparison.Ordinal);
        var lines = new List<string>();
        var at = 0;
        var depth = 0;
        while (text.IndexOf('<', at) is >= 0 and var open)
        {
            var close = text.IndexOf('>', open);
            var tag = text[(open + 1)..close];
            at = close + 1;
            if (tag is "message" or "body-part" or "multipart" or "header") lines.Add(new string(' ', depth++) + tag);
            else if (tag[0] == '/') depth--;
            else
            {
                var end = text.IndexOf('<', at);
                var content = text[at..end].Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
                if (content.StartsWith('\n')) content = content[1..];
                // Their writer gives an empty preamble or epilogue now as nothing, now as an empty line.
                if (tag is not ("preamble" or "epilogue") || content.Trim().Length > 0) lines.Add(new string(' ', depth) + tag + ": " + Escape(content));
                depth++;
            }
        }

        return lines;
    }

    /// <summary>The files with the decoded bodies that the XML names, in the order of the parts.</summary>
    public static IEnumerable<string> BodyFiles(byte[] xml)
    {
        var text = Encoding.Latin1.GetString(xml);
        for (var at = text.IndexOf("-body name=\"", StringComparison.Ordinal); at >= 0; at = text.IndexOf("-body name=\"", at, StringComparison.Ordinal))
        {
            at += "-body name=\"".Length;
            yield return text[at..text.IndexOf('"', at)];
        }
    }

    private static void Write(MimeMessage message, MimePart part, string name, List<string> lines)
    {
        var depth = part.Depth == 0 ? 0 : lines.Count > 0 ? Depth(message, part) : 0;
        var indent = new string(' ', depth);
        lines.Add(indent + name);
        lines.Add(indent + " header");
        foreach (var field in part.Fields) lines.Add(indent + "  field: " + Escape(Text(part, ByteRange(field.NameRange.Offset, field.ValueRange.End))));
        var children = message.Parts.Where(child => child.ParentIndex == part.Index && child.View == 0).ToList();
        if (part.IsEmbeddedMessage)
        {
            foreach (var child in children) Write(message, child, "message", lines);
        }
        else if (part.IsMultipart && HasStructure(part, children.Count))
        {
            lines.Add(indent + " multipart");
            if (!IsBlank(part, part.Preamble)) lines.Add(indent + "  preamble: " + Escape(Text(part, part.Preamble)));
            foreach (var child in children) Write(message, child, "body-part", lines);
            if (!IsBlank(part, part.Epilogue)) lines.Add(indent + "  epilogue: " + Escape(Text(part, part.Epilogue)));
        }
        else
        {
            lines.Add(indent + " body: " + Escape(Text(part, part.Body)));
        }
    }

    private static bool HasStructure(MimePart part, int children) => children > 0 || part.ContentType.Boundary is { Length: > 0 };

    /// <summary>In the tree, a part of a multipart is two levels below it (multipart, body-part), a message one.</summary>
    private static int Depth(MimeMessage message, MimePart part)
    {
        var depth = 0;
        for (var parent = part.ParentIndex; parent >= 0; parent = message.Parts[parent].ParentIndex) depth += message.Parts[parent].IsEmbeddedMessage ? 1 : 2;
        return depth;
    }

    private static ByteRange ByteRange(int from, int to) => new(from, to - from);

    private static string Text(MimePart part, ByteRange range) => Encoding.Latin1.GetString(range.Of(part.Source.Span)).Replace("\r", "", StringComparison.Ordinal);

    private static bool IsBlank(MimePart part, ByteRange range) => Text(part, range).Trim().Length == 0;

    private static string Escape(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);
}
