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
        if (head >= 3 || headMixed > 0 || HasSplitWord(name) || HasSplitWord(subject) || HasFalseCapital(name) || HasFalseCapital(subject)) context.Set(HtmlFacts.HeadObfuscated, true);
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
            if (!char.IsAsciiLetter(text[i - 1]) || WidthlessAt(text, i) == 0) continue;
            var next = i;
            for (var length = WidthlessAt(text, next); length > 0 && next < text.Length; length = WidthlessAt(text, next)) next += length;
            if (next < text.Length && char.IsAsciiLetter(text[next])) return true;
        }

        return false;
    }

    /// <summary>A word of capitals that begins with a small l in place of the I ("lRS", "lNVOICE").</summary>
    private static bool HasFalseCapital(string text)
    {
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] != 'l' || i > 0 && char.IsLetterOrDigit(text[i - 1])) continue;
            var end = i + 1;
            while (end < text.Length && char.IsAsciiLetterUpper(text[end])) end++;
            if (end - i >= 3 && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }

        return false;
    }

    /// <summary>How many characters a sign without width takes; 0 for one that has width.</summary>
    private static int WidthlessAt(string text, int at)
    {
        if (at >= text.Length || text[at] < '\u00AD') return 0;
        if (ShownText.HasNoWidth(text[at]) || PlainLetters.IsForeignMark(text[at])) return 1;
        return text[at] == '\uDB40' && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 0;
    }

    private static bool Turns(ReadOnlySpan<char> text) => text.IndexOfAny('\u202D', '\u202E') >= 0;
}
