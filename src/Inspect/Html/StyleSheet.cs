using System.Buffers;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Html;

/// <summary>
/// The rules of style elements whose selector is one class, identifier or element ("p.note", "#x", "td"), outside of
/// conditions on the screen. Others need the tree of the page; mail hides its texts by these or by style attributes.
/// </summary>
internal sealed class StyleSheet
{
    /// <summary>Most selectors kept. Stops memory exhaustion by a page of style rules; large newsletters have some hundred.</summary>
    public const int MaxRules = 2_000;

    private static readonly SearchValues<char> Combinators = SearchValues.Create(" >+~:[");

    private readonly Dictionary<string, StyleValues> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StyleValues>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>An empty one.</summary>
    public StyleSheet() => _lookup = _rules.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>There are no rules that matter.</summary>
    public bool IsEmpty => _rules.Count == 0;

    /// <summary>Adds the rules of one style element. Linear.</summary>
    public void Add(ReadOnlySpan<char> css)
    {
        while (true)
        {
            var open = css.IndexOf('{');
            if (open < 0) return;
            var selectors = Trim(css[..open]);
            css = css[(open + 1)..];
            if (selectors.StartsWith("@") && !IsForAll(selectors))
            {
                css = SkipBlock(css);
                continue;
            }

            // The rules within "@media screen {" are read as if it were not there; its closing bracket is trimmed off.
            if (selectors.StartsWith("@")) continue;
            var close = css.IndexOf('}');
            var body = close < 0 ? css : css[..close];
            css = close < 0 ? [] : css[(close + 1)..];
            AddRule(selectors, body);
        }
    }

    /// <summary>What the sheet says of an element with these attributes, weakest rule first.</summary>
    /// <param name="classes">Its classes, as written.</param>
    /// <param name="id">Its identifier.</param>
    public StyleValues? Of(ReadOnlySpan<char> classes, ReadOnlySpan<char> id)
    {
        StyleValues? values = null;
        foreach (var range in classes.SplitAny(" \t\r\n"))
        {
            var name = classes[range];
            if (name.IsEmpty || name.Length > 64) continue;
            if (Find('.', name) is { } found) values = values is { } weaker ? weaker.With(found) : found;
        }

        if (!id.IsEmpty && id.Length <= 64 && Find('#', id) is { } own) values = values is { } weak ? weak.With(own) : own;
        return values;
    }

    private StyleValues? Find(char mark, ReadOnlySpan<char> name)
    {
        Span<char> key = stackalloc char[65];
        key[0] = mark;
        name.CopyTo(key[1..]);
        return _lookup.TryGetValue(key[..(name.Length + 1)], out var values) ? values : null;
    }

    private void AddRule(ReadOnlySpan<char> selectors, ReadOnlySpan<char> body)
    {
        StyleValues? read = null;
        foreach (var range in selectors.Split(','))
        {
            var selector = selectors[range].Trim();
            var mark = selector.IndexOfAny('.', '#');
            if (mark < 0 || selector.Length - mark > 64 || selector.Length - mark < 2) continue;
            if (selector.ContainsAny(Combinators) || selector[(mark + 1)..].ContainsAny('.', '#')) continue;
            read ??= StyleReader.Read(body);
            if (read.Value == new StyleValues()) return;
            if (_rules.Count >= MaxRules) return;
            var key = selector[mark..];
            _lookup[key] = _lookup.TryGetValue(key, out var weaker) ? weaker.With(read.Value) : read.Value;
        }
    }

    /// <summary>"@media screen", "@media all": no condition that could fail on a reader's screen.</summary>
    private static bool IsForAll(ReadOnlySpan<char> rule) =>
        rule.StartsWith("@media", StringComparison.OrdinalIgnoreCase) && !rule.Contains('(') && !rule.ContainsAnyCase("print");

    private static ReadOnlySpan<char> SkipBlock(ReadOnlySpan<char> css)
    {
        var depth = 1;
        while (depth > 0)
        {
            var at = css.IndexOfAny('{', '}');
            if (at < 0) return [];
            depth += css[at] == '{' ? 1 : -1;
            css = css[(at + 1)..];
        }

        return css;
    }

    /// <summary>The selector without comments in front of it, import rules and closing brackets.</summary>
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> selectors)
    {
        var comment = selectors.LastIndexOf("*/");
        if (comment >= 0) selectors = selectors[(comment + 2)..];
        var end = selectors.LastIndexOfAny(';', '}');
        if (end >= 0) selectors = selectors[(end + 1)..];
        return selectors.Trim(" \t\r\n<!->");
    }
}
