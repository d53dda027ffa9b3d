using System.Buffers;

namespace Sekisho.Inspect.Html;

/// <summary>
/// Cuts a page into texts, tags and comments as browsers do (HTML Living Standard §13.2.5), as far as it matters for what
/// a reader sees. Never throws; linear: every character is passed once, and a search that finds nothing ends the page.
/// </summary>
internal sealed class HtmlTokens(string html)
{
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> AttributeNameEnd = SearchValues.Create(" \t\r\n\f/>=");
    private static readonly SearchValues<char> UnquotedEnd = SearchValues.Create(" \t\r\n\f>");

    private int _at;

    /// <summary>The tag, after <see cref="HtmlTokenKind.Tag"/>; the same object each time.</summary>
    public HtmlTag Tag { get; } = new();

    /// <summary>Where the text or comment is.</summary>
    public (int Start, int Length) Range { get; private set; }

    /// <summary>Reads on.</summary>
    public HtmlTokenKind Next()
    {
        if (_at >= html.Length) return HtmlTokenKind.End;
        var rest = html.AsSpan(_at);
        var from = 0;
        while (true)
        {
            var open = rest[from..].IndexOf('<');
            if (open < 0) return Give(HtmlTokenKind.Text, rest.Length);
            from += open;
            var next = from + 1 < rest.Length ? rest[from + 1] : '\0';
            if (char.IsAsciiLetter(next) || next is '/' or '!' or '?')
            {
                if (from > 0) return Give(HtmlTokenKind.Text, from);
                return ReadMarkup(rest, next);
            }

            from++;
        }
    }

    /// <summary>What stands up to the end tag of an element whose content is not read as tags; the end tag itself is passed over.</summary>
    public ReadOnlyMemory<char> RawText(ReadOnlySpan<char> name)
    {
        var start = _at;
        var from = start;
        while (true)
        {
            var found = html.AsSpan(from).IndexOf("</");
            if (found < 0)
            {
                _at = html.Length;
                return html.AsMemory(start);
            }

            var close = from + found;
            from = close + 2;
            var rest = html.AsSpan(from);
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (rest.Length > name.Length && !NameEnd.Contains(rest[name.Length])) continue;
            var end = rest.IndexOf('>');
            _at = end < 0 ? html.Length : from + end + 1;
            return html.AsMemory(start, close - start);
        }
    }

    private HtmlTokenKind Give(HtmlTokenKind kind, int length)
    {
        Range = (_at, length);
        _at += length;
        return kind;
    }

    private HtmlTokenKind ReadMarkup(ReadOnlySpan<char> rest, char next)
    {
        if (next is '!' or '?') return ReadComment(rest);
        var isEnd = next == '/';
        if (isEnd && (rest.Length < 3 || !char.IsAsciiLetter(rest[2])))
        {
            // "</" before no letter is a comment up to the next ">".
            var close = rest.IndexOf('>');
            return Give(HtmlTokenKind.Comment, close < 0 ? rest.Length : close + 1);
        }

        ReadTag(isEnd ? 2 : 1, isEnd);
        return HtmlTokenKind.Tag;
    }

    private HtmlTokenKind ReadComment(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("<!--"))
        {
            var close = rest.IndexOf('>');
            return Give(HtmlTokenKind.Comment, close < 0 ? rest.Length : close + 1);
        }

        if (rest.StartsWith("<!-->")) return Give(HtmlTokenKind.Comment, 5);
        if (rest.StartsWith("<!--->")) return Give(HtmlTokenKind.Comment, 6);
        var from = 4;
        while (true)
        {
            var dashes = rest[from..].IndexOf("--");
            if (dashes < 0) return Give(HtmlTokenKind.Comment, rest.Length);
            var after = from + dashes + 2;
            if (rest[after..].StartsWith(">")) return Give(HtmlTokenKind.Comment, after + 1);
            if (rest[after..].StartsWith("!>")) return Give(HtmlTokenKind.Comment, after + 2);
            from += dashes + 1;
        }
    }

    private void ReadTag(int nameAt, bool isEnd)
    {
        var at = _at + nameAt;
        var length = html.AsSpan(at).IndexOfAny(NameEnd);
        if (length < 0) length = html.Length - at;
        Tag.Start(html, html.AsSpan(at, length), isEnd);
        at += length;
        while (at < html.Length)
        {
            var character = html[at];
            if (character == '>')
            {
                at++;
                break;
            }

            if (character == '/')
            {
                Tag.IsSelfClosing = at + 1 < html.Length && html[at + 1] == '>';
                at++;
                continue;
            }

            if (character is ' ' or '\t' or '\r' or '\n' or '\f') at++;
            else at = ReadAttribute(at);
        }

        _at = at;
    }

    private int ReadAttribute(int at)
    {
        // An equals sign in front belongs to the name.
        var nameLength = at + 1 >= html.Length ? -1 : html.AsSpan(at + 1).IndexOfAny(AttributeNameEnd);
        nameLength = nameLength < 0 ? html.Length - at : nameLength + 1;
        var name = html.AsSpan(at, nameLength);
        at = SkipBlanks(at + nameLength);
        if (at >= html.Length || html[at] != '=')
        {
            Tag.Add(name, at, 0);
            return at;
        }

        at = SkipBlanks(at + 1);
        if (at >= html.Length) return at;
        var quote = html[at];
        int length;
        if (quote is '"' or '\'')
        {
            length = html.AsSpan(at + 1).IndexOf(quote);
            if (length < 0) return html.Length; // The end of the page in a tag: no browser shows the tag.
            Tag.Add(name, at + 1, length);
            return at + length + 2;
        }

        length = html.AsSpan(at).IndexOfAny(UnquotedEnd);
        if (length < 0) length = html.Length - at;
        Tag.Add(name, at, length);
        return at + length;
    }

    private int SkipBlanks(int at)
    {
        while (at < html.Length && html[at] is ' ' or '\t' or '\r' or '\n' or '\f') at++;
        return at;
    }
}
