using System.Text;

namespace Sekisho.Store.Searching;

/// <summary>
/// Gives wide Latin letters and narrow katakana their usual form, as NFKC does: mail has both, and who searches types either. The process
/// runs without culture data, where the framework normalises nothing.
/// </summary>
internal static class WidthForms
{
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';
    private const int WideToUsual = FirstWide - '!';
    private const char FirstNarrow = '\uFF66';

    /// <summary>The usual forms of U+FF66 to U+FF9D, in their order.</summary>
    private const string Usual = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    /// <summary>Kana of which the voiced form is the next code point; of ハヒフヘホ the half-voiced one comes after that.</summary>
    private const string NextIsVoiced = "カキクケコサシスセソタチツテトハヒフヘホかきくけこさしすせそたちつてとはひふへほ";
    private const string HasHalfVoiced = "ハヒフヘホはひふへほ";

    /// <summary>The text in its usual forms; never longer.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Mark(character) is var steps and > 0 && folded.Length > 0 && Marked(folded[^1], steps) is { } marked) folded[^1] = marked;
            else folded.Append(Fold(character));
        }

        return folded.ToString();
    }

    private static char Fold(char character) => character switch
    {
        '\u3000' => ' ',
        >= FirstWide and <= LastWide => (char)(character - WideToUsual),
        >= FirstNarrow and <= '\uFF9D' => Usual[character - FirstNarrow],
        _ => character,
    };

    /// <summary>1 for a voiced mark (narrow or combining), 2 for a half-voiced one.</summary>
    private static int Mark(char character) => character switch
    {
        '\uFF9E' or '\u3099' => 1,
        '\uFF9F' or '\u309A' => 2,
        _ => 0,
    };

    private static char? Marked(char letter, int steps)
    {
        if (steps == 1 && letter == 'ウ') return 'ヴ';
        if (steps == 1 && letter == 'う') return 'ゔ';
        var known = steps == 1 ? NextIsVoiced : HasHalfVoiced;
        return known.Contains(letter, StringComparison.Ordinal) ? (char)(letter + steps) : null;
    }
}
