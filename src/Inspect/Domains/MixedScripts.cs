using System.Globalization;

namespace Sekisho.Inspect.Domains;

/// <summary>Tells words that mix letters which look the same in several scripts.</summary>
internal static class MixedScripts
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    /// <summary>Whether a host has a label of Latin letters and twins of them in other scripts, or of twins alone.</summary>
    /// <param name="host">In its ASCII form.</param>
    public static bool IsMixed(string host)
    {
        foreach (var label in host.Split('.'))
        {
            if (!label.StartsWith("xn--", StringComparison.Ordinal)) continue;
            try
            {
                if (IsDisguised(Idn.GetUnicode(label))) return true;
            }
            catch (ArgumentException)
            {
                // No name the DNS could have.
            }
        }

        return false;
    }

    /// <summary>How many words of a text hold both Latin letters and letters of Greek or Cyrillic script that look like Latin ones.</summary>
    /// <param name="text">As it is shown.</param>
    public static int WordsIn(ReadOnlySpan<char> text)
    {
        // Most texts have none of these letters at all.
        if (text.IndexOfAnyInRange('\u0370', '\u052F') < 0) return 0;
        var words = 0;
        bool latin = false, twin = false, other = false;
        foreach (var character in text)
        {
            if (!char.IsLetter(character))
            {
                if (latin && twin && !other) words++;
                latin = twin = other = false;
                continue;
            }

            if (character < '\u0250') latin = true;
            else if (PlainLetters.LatinTwinOf(character) != '\0') twin = true;
            else other = true;
        }

        return latin && twin && !other ? words + 1 : words;
    }

    private static bool IsDisguised(string label)
    {
        bool latin = false, twin = false, other = false;
        foreach (var character in label)
        {
            if (!char.IsLetter(character)) continue;
            if (character < '\u0250') latin = true;
            else if (PlainLetters.LatinTwinOf(character) != '\0') twin = true;
            else other = true;
        }

        return twin && (latin || !other);
    }
}
