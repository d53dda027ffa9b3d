using System.Net;
using System.Text;

namespace Sekisho.Inspect.Disarm;

/// <summary>The words of a page as lines of text; the addresses of links stand behind their words.</summary>
internal static class PageText
{
    private static readonly string[] Breaks = ["<br", "</p", "</div", "</tr", "</li", "</h1", "</h2", "</h3", "</h4", "</table", "<hr"];

    /// <summary>The text.</summary>
    public static string Of(string page)
    {
        var clean = PageCleaning.Clean(page, withoutRemotePictures: true).Text;
        var text = new StringBuilder();
        string? address = null;
        for (var at = 0; at < clean.Length;)
        {
            var tag = clean.IndexOf('<', at);
            if (tag < 0) tag = clean.Length;
            AppendWords(WebUtility.HtmlDecode(clean[at..tag]), text);
            if (tag == clean.Length) break;
            var end = clean.IndexOf('>', tag);
            var element = clean.AsSpan(tag, end - tag);
            at = end + 1;
            if (element.StartsWith("<a ", StringComparison.Ordinal)) address = AddressOf(element);
            else if (element.StartsWith("</a", StringComparison.Ordinal) && address is not null)
            {
                text.Append(" <").Append(address).Append('>');
                address = null;
            }
            else
            {
                foreach (var word in Breaks)
                    if (element.StartsWith(word, StringComparison.Ordinal))
                    {
                        text.Append('\n');
                        break;
                    }
            }
        }

        return text.ToString().Trim() + "\n";
    }

    private static string? AddressOf(ReadOnlySpan<char> element)
    {
        var at = element.IndexOf(" href=\"");
        if (at < 0) return null;
        var value = element[(at + 7)..];
        var end = value.IndexOf('"');
        return end < 0 ? null : WebUtility.HtmlDecode(value[..end].ToString());
    }

    private static void AppendWords(string words, StringBuilder text)
    {
        foreach (var character in words)
        {
            var isBlank = character is ' ' or '\t' or '\r' or '\n' or '\u00A0';
            if (!isBlank) text.Append(character);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n')) text.Append(' ');
        }
    }
}
