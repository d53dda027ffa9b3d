using System.Buffers;
using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Finds addresses in HTML with a linear token scan that is greedier than any browser: comments are searched too (Outlook
/// shows what stands in conditional ones), and a tag with an unclosed quote is still read. Structure is not built.
/// </summary>
internal sealed class HtmlLinks
{
    /// <summary>The longest tag or attribute name, in characters.</summary>
    private const int MaxNameChars = 32;

    /// <summary>Most base elements tried until one has an address. Stops pages of nothing else.</summary>
    private const int MaxBases = 8;

    /// <summary>The most text of an anchor compared with its target, in characters.</summary>
    private const int MaxAnchorText = 256;

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n\f/>=<\"'");
    private static readonly SearchValues<char> UnquotedEnd = SearchValues.Create(" \t\r\n\f>");

    private readonly LinkCollector _collector;
    private readonly StringBuilder _anchorText = new();
    private Link? _anchorTarget;
    private bool _isSeekingBase;
    private bool _noMoreDoubleQuotes;
    private bool _noMoreSingleQuotes;

    private HtmlLinks(LinkCollector collector) => _collector = collector;

    /// <summary>How many script elements and event handlers there are.</summary>
    public int Scripts { get; private set; }

    /// <summary>How many forms.</summary>
    public int Forms { get; private set; }

    /// <summary>How many frames, objects and embedded things.</summary>
    public int Frames { get; private set; }

    /// <summary>Searches <paramref name="html"/>.</summary>
    public static HtmlLinks Find(ReadOnlySpan<char> html, LinkCollector collector, CancellationToken cancellation)
    {
        var scan = new HtmlLinks(collector);
        scan.FindBase(html);
        scan.Run(html, cancellation);
        LooseAttributes.Find(html, collector, cancellation);
        return scan;
    }

    /// <summary>The base counts for what stands in front of it as well; of several the first.</summary>
    private void FindBase(ReadOnlySpan<char> html)
    {
        for (var i = 0; i < MaxBases && _collector.Base is null && html.IndexOfAnyCase("<base") is >= 0 and var at; i++)
        {
            html = html[(at + 1)..];
            if (html.Length <= 4 || char.IsAsciiLetter(html[4])) continue;
            _isSeekingBase = true;
            Tag(html);
            _isSeekingBase = false;
        }
    }

    private void Run(ReadOnlySpan<char> html, CancellationToken cancellation)
    {
        var at = 0;
        var tags = 0;
        while (at < html.Length)
        {
            var open = html[at..].IndexOf('<');
            var text = open < 0 ? html[at..] : html.Slice(at, open);
            if (!text.IsEmpty) Text(text);
            if (open < 0) break;
            if ((++tags & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            at += open + 1;
            if (at >= html.Length) break;
            var next = html[at];
            if (char.IsAsciiLetter(next)) at += Tag(html[at..]);
            else if (next == '/') at += CloseTag(html[at..]);
            else if (html[at..].StartsWith("!--")) at += 3;
        }

        EndAnchor();
    }

    private void Text(ReadOnlySpan<char> text)
    {
        if (_anchorTarget is not null)
        {
            // An address in the words of an anchor is not followed: it only pretends.
            if (_anchorText.Length < MaxAnchorText) _anchorText.Append(text[..Math.Min(text.Length, MaxAnchorText)]);
            return;
        }

        // Decoded first: the signs of an address can be character references themselves.
        if (text.Contains('&')) text = HtmlEntities.Decode(text);
        if (text.Contains("://", StringComparison.Ordinal) || text.ContainsAnyCase("www.")) TextLinks.Find(text, _collector);
        if (text.ContainsAnyCase("url(") || text.ContainsAnyCase("@import")) CssLinks.Find(text, _collector);
    }

    private int CloseTag(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && text[1] is 'a' or 'A' && (text.Length == 2 || !char.IsAsciiLetterOrDigit(text[2]))) EndAnchor();
        // The rest of a closing tag is no text; one that is longer than the window is no honest one.
        var end = text[..Math.Min(text.Length, 2 * MaxNameChars)].IndexOf('>');
        return end < 0 ? 1 : end + 1;
    }

    /// <summary>Reads one tag from its name on; gives how many characters it takes.</summary>
    private int Tag(ReadOnlySpan<char> text)
    {
        var nameLength = text.IndexOfAny(NameEnd);
        if (nameLength < 0) nameLength = text.Length;
        if (nameLength > MaxNameChars) return nameLength;
        Span<char> name = stackalloc char[MaxNameChars];
        name = name[..text[..nameLength].ToLowerInvariant(name)];
        CountElement(name);
        if (name is "a") EndAnchor();
        var at = nameLength;
        while (at < text.Length)
        {
            var character = text[at];
            if (character == '>') return at + 1;
            if (character == '<') return at;
            if (char.IsWhiteSpace(character) || character is '/' or '=' or '"' or '\'')
            {
                at++;
                continue;
            }

            at += Attribute(name, text[at..]);
        }

        return at;
    }

    private int Attribute(ReadOnlySpan<char> tag, ReadOnlySpan<char> text)
    {
        var nameLength = text.IndexOfAny(NameEnd);
        if (nameLength < 0) return text.Length;
        if (nameLength == 0) return 1;
        var at = nameLength;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (at >= text.Length || text[at] != '=') return nameLength;
        at++;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (at >= text.Length) return at;
        var value = Value(text[at..], out var used);
        if (nameLength <= MaxNameChars)
        {
            Span<char> name = stackalloc char[MaxNameChars];
            Use(tag, name[..text[..nameLength].ToLowerInvariant(name)], value);
        }

        return at + used;
    }

    private ReadOnlySpan<char> Value(ReadOnlySpan<char> text, out int used)
    {
        var quote = text[0];
        if (quote is '"' && !_noMoreDoubleQuotes || quote is '\'' && !_noMoreSingleQuotes)
        {
            var close = text[1..].IndexOf(quote);
            if (close >= 0)
            {
                used = close + 2;
                return text.Slice(1, close);
            }

            // Searched to the end once: never again, or a million open quotes would take a million searches.
            if (quote == '"') _noMoreDoubleQuotes = true;
            else _noMoreSingleQuotes = true;
        }

        var start = quote is '"' or '\'' ? 1 : 0;
        var end = text[start..].IndexOfAny(UnquotedEnd);
        used = end < 0 ? text.Length : start + end;
        return text[start..used];
    }

    private void CountElement(ReadOnlySpan<char> tag)
    {
        if (tag is "script") Scripts++;
        else if (tag is "form") Forms++;
        else if (tag is "iframe" or "frame" or "object" or "embed" or "applet") Frames++;
    }

    private void Use(ReadOnlySpan<char> tag, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (_isSeekingBase)
        {
            if (tag is "base" && name is "href" && LinkReader.Read(HtmlEntities.Decode(value), _collector.MaxUrlChars) is { Scheme: "http" or "https" or "ftp" } found) _collector.Base ??= found;
            return;
        }

        if (name is "style") CssLinks.Find(HtmlEntities.Decode(value), _collector);
        else if (name is "srcset" or "imagesrcset") AddSet(HtmlEntities.Decode(value));
        else if (name is "content") AddRefresh(tag, HtmlEntities.Decode(value));
        else if (PlaceOf(tag, name) is { } place) AddOne(tag, HtmlEntities.Decode(value), place);
        else if (name.Length > 2 && name.StartsWith("on"))
        {
            Scripts++;
            TextLinks.Find(HtmlEntities.Decode(value), _collector);
        }
    }

    private static LinkPlace? PlaceOf(ReadOnlySpan<char> tag, ReadOnlySpan<char> attribute) => attribute switch
    {
        "href" or "xlink:href" => tag is "base" ? LinkPlace.Base : tag is "link" or "image" or "use" or "feimage" ? LinkPlace.Resource : LinkPlace.Anchor,
        "action" or "formaction" or "action-xhr" => LinkPlace.Form,
        "src" or "background" or "poster" or "lowsrc" or "dynsrc" or "data" or "code" or "codebase" or "archive" or "manifest" or "longdesc" or "cite" or "ping" => LinkPlace.Resource,
        "originalsrc" or "data-saferedirecturl" or "saferedirecturl" => LinkPlace.Anchor,
        _ => null,
    };

    private void AddOne(ReadOnlySpan<char> tag, string value, LinkPlace place)
    {
        var link = _collector.Add(value, place);
        if (place == LinkPlace.Base && link is { Scheme: "http" or "https" or "ftp" }) _collector.Base ??= link;
        if (place != LinkPlace.Anchor || link is null || tag is not ("a" or "area")) return;
        _anchorTarget = link;
        _anchorText.Clear();
    }

    private void AddSet(string value)
    {
        foreach (var candidate in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var blank = candidate.IndexOf(' ', StringComparison.Ordinal);
            _collector.Add(blank < 0 ? candidate : candidate.AsSpan(0, blank), LinkPlace.Resource);
        }
    }

    /// <summary>"5; url=https://…" of a meta element; other contents are searched as text.</summary>
    private void AddRefresh(ReadOnlySpan<char> tag, string value)
    {
        var url = value.IndexOfAnyCase("url");
        var equals = url < 0 ? -1 : value.IndexOf('=', url);
        if (tag is "meta" && url >= 0 && equals >= 0 && value.AsSpan(url + 3, equals - url - 3).Trim().IsEmpty)
            _collector.Add(value.AsSpan(equals + 1).Trim(" \t\r\n'\""), LinkPlace.Refresh);
        else TextLinks.Find(value, _collector);
    }

    private void EndAnchor()
    {
        if (_anchorTarget is { } target && AnchorText.NamesOtherSite(HtmlEntities.Decode(_anchorText.ToString()), target) is { } named)
            _collector.AddMismatch(named, target.Host);
        _anchorTarget = null;
        _anchorText.Clear();
    }
}
