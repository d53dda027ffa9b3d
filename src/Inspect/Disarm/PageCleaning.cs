using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Sekisho.Inspect.Disarm;

/// <summary>
/// Writes pages anew out of what is known to be harmless: a closed list of elements and attributes, every value quoted
/// and encoded by us. What is not on the list is left out; of elements whose content is no text, the content too.
/// Whatever another reader makes of the result, there is nothing in it that runs, sends or frames.
/// </summary>
internal static class PageCleaning
{
    private static readonly FrozenSet<string> Elements = ((string[])
        ["a", "abbr", "address", "article", "aside", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Elements whose content is no text for people, or is read by other rules.</summary>
    private static readonly FrozenSet<string> WithContent = ((string[])
        ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "template", "svg", "math", "object", "applet", "embed", "select", "audio", "video", "canvas", "frameset", "plaintext"]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Attributes = ((string[])
        ["abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "cols", "colspan", "dir", "face", "height", "href", "hspace", "lang", "name", "nowrap", "rowspan", "size", "span", "src", "start", "style", "title", "type", "valign", "value", "vspace", "width"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What is told of as removed; everything else that goes is mere dress.</summary>
    private static readonly FrozenSet<string> Told = ((string[])
        ["script", "iframe", "object", "applet", "embed", "form", "input", "button", "svg", "math", "base", "meta", "link", "frameset", "frame"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Writes a page anew. Linear in its length, total on any text.</summary>
    /// <param name="page">The page.</param>
    /// <param name="withoutRemotePictures">Pictures from elsewhere are left out.</param>
    public static (string Text, IReadOnlyList<string> Removed) Clean(string page, bool withoutRemotePictures)
    {
        var output = new StringBuilder(page.Length);
        var removed = new List<string>();
        for (var at = 0; at < page.Length;)
        {
            var tag = page.IndexOf('<', at);
            if (tag < 0) tag = page.Length;
            AppendText(page.AsSpan(at, tag - at), output);
            at = tag == page.Length ? tag : ReadTag(page, tag, output, removed, withoutRemotePictures);
        }

        return (output.ToString(), removed);
    }

    private static int ReadTag(string page, int at, StringBuilder output, List<string> removed, bool withoutRemotePictures)
    {
        var rest = page.AsSpan(at);
        if (rest.StartsWith("<!--", StringComparison.Ordinal)) return page.IndexOf("-->", Math.Min(page.Length, at + 2), StringComparison.Ordinal) is >= 0 and var comment ? comment + 3 : page.Length;
        var isEnd = rest.Length > 1 && rest[1] == '/';
        var start = at + (isEnd ? 2 : 1);
        if (start >= page.Length || !char.IsAsciiLetter(page[start]))
        {
            // "<!doctype", "<?xml", "</ " are comments to browsers; any other "<" is a character.
            if (!isEnd && (start >= page.Length || page[start] is not ('!' or '?')))
            {
                output.Append("&lt;");
                return at + 1;
            }

            return page.IndexOf('>', at) is >= 0 and var close ? close + 1 : page.Length;
        }

        var end = start;
        while (end < page.Length && !IsBlank(page[end]) && page[end] is not ('>' or '/')) end++;
        var name = page.AsSpan(start, Math.Min(end - start, 20)).ToString().ToLowerInvariant();
        var tag = new TagReading(page, end);
        if (Told.Contains(name) && !isEnd && !removed.Contains(name)) removed.Add(name);
        if (!Elements.Contains(name))
        {
            var behind = tag.Skip();
            return !isEnd && WithContent.Contains(name) ? SkipContent(page, behind, name) : behind;
        }

        output.Append(isEnd ? "</" : "<").Append(name);
        if (isEnd) tag.Skip();
        else WriteAttributes(name, tag, output, removed, withoutRemotePictures);
        output.Append('>');
        return tag.At;
    }

    private static void WriteAttributes(string element, TagReading tag, StringBuilder output, List<string> removed, bool withoutRemotePictures)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (tag.Next() is var (name, raw))
        {
            if (name.StartsWith("on", StringComparison.Ordinal) && !removed.Contains("event handlers")) removed.Add("event handlers");
            if (!Attributes.Contains(name) || !seen.Add(name)) continue;
            var value = WebUtility.HtmlDecode(raw);
            if (name is "href" or "src" && !IsHarmlessAddress(name, value, withoutRemotePictures))
            {
                var what = name == "href" ? "address that runs" : "remote picture";
                if (!removed.Contains(what)) removed.Add(what);
                continue;
            }

            if (name == "style" && !IsHarmlessStyle(value)) continue;
            if (name == "type" && element is not ("ol" or "ul" or "li")) continue;
            output.Append(' ').Append(name).Append("=\"").Append(Encode(value)).Append('"');
        }

        if (element == "a") output.Append(" rel=\"noopener noreferrer\" target=\"_blank\"");
    }

    private static bool IsHarmlessAddress(string name, string value, bool withoutRemotePictures)
    {
        // Browsers leave control characters and blanks out of the scheme.
        var text = new string([.. value.Where(character => character > ' ')]);
        var isWeb = text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        if (name == "href") return isWeb || text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) || text.StartsWith('#');
        if (isWeb) return !withoutRemotePictures;
        if (text.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)) return true;
        return text.StartsWith("data:image/png", StringComparison.OrdinalIgnoreCase) || text.StartsWith("data:image/jpeg", StringComparison.OrdinalIgnoreCase) || text.StartsWith("data:image/gif", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Style sheets can load and, in old programs, run: with an escape, a comment or a word for that, the whole attribute goes.</summary>
    private static bool IsHarmlessStyle(string value) =>
        !value.AsSpan().ContainsAny('\\', '@', '<') && !value.Contains("/*", StringComparison.Ordinal)
        && !Array.Exists((string[])["url", "expression", "behavior", "binding", "import", "javascript", "position", "image-set"], word => value.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static int SkipContent(string page, int at, string name)
    {
        if (name == "plaintext") return page.Length;
        var end = page.IndexOf("</" + name, Math.Min(at, page.Length), StringComparison.OrdinalIgnoreCase);
        if (end < 0) return name is "embed" ? at : page.Length;
        return page.IndexOf('>', end) is >= 0 and var close ? close + 1 : page.Length;
    }

    /// <summary>Character references stay as they are written: they can be no more than characters.</summary>
    private static void AppendText(ReadOnlySpan<char> text, StringBuilder output)
    {
        foreach (var character in text)
        {
            if (character == '>') output.Append("&gt;");
            else if (character != '\0') output.Append(character);
        }
    }

    private static string Encode(string value) => value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("`", "&#96;", StringComparison.Ordinal);

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n' or '\f';
}
