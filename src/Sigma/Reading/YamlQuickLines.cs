using System.Buffers;

namespace Sekisho.Sigma.Reading;

/// <summary>Cuts a text into lines for <see cref="YamlQuickReading"/>, and refuses texts with characters that mean more to YAML than to it.</summary>
internal static class YamlQuickLines
{
    // Tabs, controls and the line breaks of Unicode: the library knows what to do with them.
    private static readonly SearchValues<char> Strange = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(code => code is not ('\n' or '\r')).Select(code => (char)code), '\u007F', .. Enumerable.Range(0x80, 0x20).Select(code => (char)code), '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    /// <summary>The lines, with one of indent -1 behind the last; null when the text is nothing for the quick way.</summary>
    public static YamlLine[]? Cut(string text)
    {
        if (text.AsSpan().ContainsAny(Strange)) return null;
        var lines = new YamlLine[text.AsSpan().Count('\n') + 2];
        var count = 0;
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var next = length < 0 ? text.Length : start + length + 1;
            var end = length < 0 ? text.Length : start + length;
            if (length > 0 && text[end - 1] == '\r') end--;
            var line = text.AsSpan(start, end - start);
            if (line.Contains('\r')) return null;
            var indent = line.IndexOfAnyExcept(' ');
            if (indent < 0) indent = line.Length;
            if (line.StartsWith("---", StringComparison.Ordinal))
            {
                if (line[3..].ContainsAnyExcept(' ')) return null;
                indent = -1;
            }
            else if (line.StartsWith("...", StringComparison.Ordinal) || line.StartsWith("%", StringComparison.Ordinal))
            {
                return null;
            }

            lines[count++] = new YamlLine(start, end, indent);
            start = next;
        }

        lines[count++] = new YamlLine(text.Length, text.Length, -1);
        return lines[..count];
    }
}
