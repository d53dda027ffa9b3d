using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Links;

/// <summary>Finds url(…) and @import "…" in style sheets. Linear.</summary>
internal static class CssLinks
{
    /// <summary>So many addresses without an end are looked at, each as far as an address may be long; behind them as much is passed over. Stops a page of "url(" alone.</summary>
    private const int MaxUnended = 200;

    /// <summary>Gives every address in <paramref name="css"/> to <paramref name="collector"/>.</summary>
    public static void Find(ReadOnlySpan<char> css, LinkCollector collector)
    {
        FindAfter(css, "url(", collector);
        FindAfter(css, "@import", collector);
    }

    private static void FindAfter(ReadOnlySpan<char> css, string word, LinkCollector collector)
    {
        var unended = 0;
        while (true)
        {
            var at = css.IndexOfAnyCase(word);
            if (at < 0) return;
            css = css[(at + word.Length)..];
            var value = css.TrimStart(" \t\r\n");
            if (value.IsEmpty) return;
            var quote = value[0];
            var quoted = quote is '"' or '\'';
            if (!quoted && word != "url(") continue;
            if (quoted) value = value[1..].TrimStart(" \t\r\n");
            var window = value[..Math.Min(value.Length, collector.MaxUrlChars + 1)];
            var end = quoted ? window.IndexOf(quote) : window.IndexOfAny(")\r\n");
            if (end < 0 && ++unended > MaxUnended)
            {
                css = value[window.Length..];
                continue;
            }

            collector.Add(end < 0 ? window : window[..end].Trim(), LinkPlace.Resource);
        }
    }
}
