using System.Globalization;
using System.Text;

namespace Sekisho.Store.Searching;

/// <summary>
/// The words of a text, as they are searched for. Words of scripts that put spaces between them are whole words; runs of kanji, kana
/// and Hangul are cut into pairs of letters that overlap, so that any part of two letters or more is found. Wide and narrow forms are the
/// same, and so are capital and small letters.
/// </summary>
public static class SearchWords
{
    /// <summary>The most characters of a text that are looked at: what comes after is not found.</summary>
    public const int MostCharacters = 16 * 1024;

    /// <summary>The most different words of one text.</summary>
    public const int MostWords = 1024;

    /// <summary>The longest word, in characters; of a longer one the beginning counts.</summary>
    public const int LongestWord = 64;

    /// <summary>The words of a text, each once, in the order in which they come.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var run = new StringBuilder();
        var pairs = new List<string>();
        foreach (var rune in Normal(text).EnumerateRunes())
        {
            if (IsWithoutSpaces(rune))
            {
                AddWord();
                pairs.Add(rune.ToString());
            }
            else
            {
                AddPairs();
                if (IsOfWord(rune)) run.Append(rune);
                else AddWord();
            }

            if (words.Count >= MostWords) return words[..MostWords];
        }

        AddWord();
        AddPairs();
        return words.Count > MostWords ? words[..MostWords] : words;

        void AddWord()
        {
            if (run.Length > 0) Add(Cut(run.ToString()));
            run.Clear();
        }

        void AddPairs()
        {
            if (pairs.Count == 1) Add(pairs[0]);
            for (var i = 1; i < pairs.Count; i++) Add(pairs[i - 1] + pairs[i]);
            pairs.Clear();
        }

        void Add(string word)
        {
            if (known.Add(word)) words.Add(word);
        }
    }

    private static string Normal(string text)
    {
        var cut = text.AsSpan(0, Math.Min(text.Length, MostCharacters));
        return WidthForms.Fold(cut).ToLowerInvariant();
    }

    private static string Cut(string word) => word.Length <= LongestWord ? word : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];

    private static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Kana with its long mark and iteration marks, kanji, Hangul.</summary>
    private static bool IsWithoutSpaces(Rune rune) => rune.Value is
        (>= 0x3005 and <= 0x3007) or (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF)
        or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0x1100 and <= 0x11FF) or (>= 0x20000 and <= 0x3FFFF);
}
