using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Html;

/// <summary>Finds words written so that an eye reads them and a filter does not.</summary>
internal static class Disguise
{
    /// <summary>Most characters of the body that are looked at.</summary>
    private const int MaxChars = 50_000;

    /// <summary>Sets the facts over the sender's name, the subject and what a reader sees.</summary>
    public static void SetFacts(InspectionContext context)
    {
        var name = Text(context, StructureFacts.FromName.Name);
        var subject = Text(context, StructureFacts.Subject.Name);
        var body = context.ReaderText.AsSpan();
        body = body[..Math.Min(body.Length, MaxChars)];
        var head = StyledIn(name) + StyledIn(subject);
        var styled = head + StyledIn(body);
        var headMixed = MixedScripts.WordsIn(name) + MixedScripts.WordsIn(subject);
        var mixed = headMixed + MixedScripts.WordsIn(body);
        if (styled > 0) context.Set(HtmlFacts.StyledLetters, styled);
        if (mixed > 0) context.Set(HtmlFacts.MixedWords, mixed);
        if (head >= 3 || headMixed > 0 || HasSplitWord(name) || HasSplitWord(subject)) context.Set(HtmlFacts.HeadObfuscated, true);
        if (Turns(name) || Turns(subject) || Turns(body)) context.Set(HtmlFacts.Turned, true);
    }

    private static string Text(InspectionContext context, string fact) => context.Facts.Values.TryGetValue(fact, out var value) ? value as string ?? "" : "";

    private static int StyledIn(ReadOnlySpan<char> text)
    {
        var styled = 0;
        while (true)
        {
            var at = text.IndexOfAnyInRange('\uD800', '\uDBFF');
            if (at < 0 || at + 1 >= text.Length) return styled;
            if (char.IsLowSurrogate(text[at + 1]) && PlainLetters.Styled(char.ConvertToUtf32(text[at], text[at + 1])) != '\0') styled++;
            text = text[(at + 1)..];
        }
    }

    /// <summary>A character without width, or a mark that stands above letters, between two Latin letters; emoji and other scripts use them honestly.</summary>
    private static bool HasSplitWord(string text)
    {
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] < '\u00AD' || !ShownText.HasNoWidth(text[i])) continue;
            var next = i + 1;
            while (next < text.Length && text[next] >= '\u00AD' && ShownText.HasNoWidth(text[next])) next++;
            if (next < text.Length && char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[next])) return true;
        }

        return false;
    }

    private static bool Turns(ReadOnlySpan<char> text) => text.IndexOfAny('\u202D', '\u202E') >= 0;
}
