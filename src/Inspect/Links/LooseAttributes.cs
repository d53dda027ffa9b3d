using System.Buffers;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Finds the values of href, action and src in the bare characters of HTML, whatever tags, comments and quotes are around
/// them: a quote in a comment, a title or a style sheet makes the token scan swallow the next tag, and no browser does.
/// Only adds addresses that nothing else found.
/// </summary>
/// <remarks>
/// Linear: a value in quotes ends at the next quote of its kind, so that values of one kind do not overlap, and a value
/// without quotes is passed over.
/// </remarks>
internal static class LooseAttributes
{
    private static readonly SearchValues<string> Names = SearchValues.Create(["href", "action", "src"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> UnquotedEnd = SearchValues.Create(" \t\r\n\f<>\"'");

    /// <summary>Gives every address in <paramref name="html"/> to <paramref name="collector"/>.</summary>
    public static void Find(ReadOnlySpan<char> html, LinkCollector collector, CancellationToken cancellation)
    {
        bool noMoreDoubleQuotes = false, noMoreSingleQuotes = false;
        for (var count = 1; ; count++)
        {
            var at = html.IndexOfAny(Names);
            if (at < 0) return;
            if ((count & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            html = html[(at + (html[at] is 'h' or 'H' ? 4 : html[at] is 'a' or 'A' ? 6 : 3))..];
            var rest = SkipBlanks(html);
            if (rest.IsEmpty || rest[0] != '=') continue;
            rest = SkipBlanks(rest[1..]);
            if (rest.IsEmpty) return;
            var quote = rest[0];
            if (quote == '"' && !noMoreDoubleQuotes || quote == '\'' && !noMoreSingleQuotes)
            {
                html = rest[1..];
                var close = html.IndexOf(quote);
                if (close >= 0)
                {
                    collector.AddMissing(HtmlEntities.Decode(html[..close]), LinkPlace.Text);
                    continue;
                }

                // Searched to the end once: never again.
                if (quote == '"') noMoreDoubleQuotes = true;
                else noMoreSingleQuotes = true;
            }

            html = quote is '"' or '\'' ? rest[1..] : rest;
            var end = html.IndexOfAny(UnquotedEnd);
            if (end < 0) end = html.Length;
            collector.AddMissing(HtmlEntities.Decode(html[..end]), LinkPlace.Text);
            html = html[end..];
        }
    }

    private static ReadOnlySpan<char> SkipBlanks(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyExceptInRange('\0', ' ');
        return at < 0 ? [] : text[at..];
    }
}
