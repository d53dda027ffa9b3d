namespace Sekisho.Inspect.Facts;

/// <summary>Texts on their way into facts.</summary>
internal static class FactText
{
    /// <summary>The first <paramref name="maxChars"/> characters, never half of a surrogate pair.</summary>
    public static string Cut(string text, int maxChars)
    {
        if (text.Length <= maxChars) return text;
        return text[..(maxChars > 0 && char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars)];
    }

    /// <summary>The text with half surrogate pairs replaced: JSON cannot carry them.</summary>
    public static string Whole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return Replaced(text);
        }

        return text;
    }

    private static string Replaced(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var paired = char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1])
                || char.IsLowSurrogate(source[i]) && i > 0 && char.IsHighSurrogate(source[i - 1]);
            span[i] = char.IsSurrogate(source[i]) && !paired ? '\uFFFD' : source[i];
        }
    });
}
