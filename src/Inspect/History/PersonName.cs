using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sekisho.Inspect.History;

/// <summary>Names of people as they are compared.</summary>
public static class PersonName
{
    /// <summary>Names are cut to this many characters: nobody's is longer, and each costs a look-up.</summary>
    public const int MaxChars = 80;

    /// <summary>What follows is no part of the name: "Ben Miller (via Example Docs)", "田中 太郎 &lt;…&gt;".</summary>
    private static readonly SearchValues<char> Ends = SearchValues.Create("(<[|/（＜【「");

    /// <summary>
    /// The form in which two spellings of a name are one: letters and digits only, in lower case and of normal width, the words
    /// in order of the alphabet ("Tanaka Taro", "Taro TANAKA"). Null for what names no person: one short word, an address.
    /// </summary>
    /// <param name="name">A display name, decoded.</param>
    public static string? Normalise(string? name)
    {
        if (name is null) return null;
        if (name.Length > MaxChars) name = name[..MaxChars];
        var end = name.AsSpan().IndexOfAny(Ends);
        if (end > 0) name = name[..end];
        if (name.Contains('@', StringComparison.Ordinal)) return null;

        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            var folded = Fold(rune);
            if (Rune.IsLetterOrDigit(folded) || Rune.GetUnicodeCategory(folded) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(Rune.ToLowerInvariant(folded).ToString());
            }
            else if (folded.Value is not ('\'' or 0x2019 or 0x200B or 0x200C or 0x200D or 0x00AD or 0xFEFF))
            {
                AddWord(words, word);
            }
        }

        AddWord(words, word);
        // One word of Latin letters is a company or a nickname; 田中太郎 is written in one.
        if (words.Count == 0 || (words.Count == 1 && (Ascii.IsValid(words[0]) || words[0].Length < 3))) return null;
        words.Sort(StringComparer.Ordinal);
        return string.Join(' ', words);
    }

    private static void AddWord(List<string> words, StringBuilder word)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
    }

    /// <summary>Full-width forms of ASCII (U+FF01 to U+FF5E) and the ideographic space.</summary>
    private static Rune Fold(Rune rune) => rune.Value switch
    {
        >= 0xFF01 and <= 0xFF5E => new Rune(rune.Value - 0xFEE0),
        0x3000 => new Rune(' '),
        _ => rune,
    };
}
