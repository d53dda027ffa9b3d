using System.Buffers;

namespace Sekisho.Inspect.Domains;

/// <summary>Tells names that a program made from names that people chose.</summary>
internal static class MachineNames
{
    private const int MinChars = 8;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");

    /// <summary>Whether a label looks made by chance: digits mixed into letters, or letters that no language puts in a row.</summary>
    /// <param name="label">Lower case, one label of a host or the part before the at sign.</param>
    public static bool LooksRandom(ReadOnlySpan<char> label)
    {
        if (label.StartsWith("xn--")) return false;
        int run = 0, longest = 0, vowels = 0, letters = 0, digits = 0, changes = 0, rare = 0;
        var wasDigit = false;
        var before = '\0';
        foreach (var character in label)
        {
            var isDigit = char.IsAsciiDigit(character);
            if (char.IsAsciiLetterLower(character))
            {
                letters++;
                var isVowel = character is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
                vowels += isVowel ? 1 : 0;
                run = isVowel ? 0 : run + 1;
                longest = Math.Max(longest, run);
                if (IsRarePair(before, character)) rare++;
                if (wasDigit) changes++;
            }
            else
            {
                run = 0;
                if (isDigit)
                {
                    digits++;
                    if (before is >= 'a' and <= 'z') changes++;
                }
            }

            wasDigit = isDigit;
            before = character;
        }

        if (letters + digits < MinChars) return false;
        if (changes >= 4 || changes >= 3 && vowels * 4 < letters) return true;
        if (letters < MinChars) return changes >= 2 && digits >= 3 && letters >= 4;
        return longest >= 7 || longest >= 5 && (rare >= 2 || digits > 0 && changes > 0) || rare >= 3 || vowels * 10 < letters;
    }

    /// <summary>Whether the part of a mail address before the at sign looks made by chance: capitals thrown in, or as <see cref="LooksRandom"/> says.</summary>
    /// <param name="local">As written.</param>
    public static bool LooksRandomLocal(string local)
    {
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0) local = local[..plus];
        if (local.Length > 40) return false;
        foreach (var word in local.Split('.', '_', '-'))
        {
            var changes = 0;
            for (var i = 1; i < word.Length; i++)
                if (char.IsAsciiLetterLower(word[i - 1]) && char.IsAsciiLetterUpper(word[i])) changes++;
            // "JohnSmith" has one change, "NewsFromOurShop" three; letters of chance have them close together.
            if (changes >= 2 && changes * 4 >= word.Length || changes >= 1 && HasMuteHump(word) || LooksRandom(word.ToLowerInvariant())) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether one of the parts between capitals cannot be spoken: "lcfNupd", "BFwBIGA". In names that people set together
    /// ("JohnSmith", "newsHTML") every part is a word or a row of capitals.
    /// </summary>
    private static bool HasMuteHump(string word)
    {
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i < word.Length && !(char.IsAsciiLetterLower(word[i - 1]) && char.IsAsciiLetterUpper(word[i]))) continue;
            var hump = word.AsSpan(start, i - start);
            if (hump.Length >= 3 && hump.ContainsAnyInRange('a', 'z') && !hump.ContainsAny(Vowels) && !hump.ContainsAnyInRange('0', '9')) return true;
            start = i;
        }

        return false;
    }

    /// <summary>Pairs of letters that words of European languages and romanised Japanese hardly have.</summary>
    private static bool IsRarePair(char first, char second) => (first, second) switch
    {
        ('q', not ('u' or 'a' or 'i' or '\0')) => char.IsAsciiLetterLower(second),
        ('j', not ('a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'd' or 'p' or 'r')) => true,
        ('v', 'b' or 'c' or 'd' or 'f' or 'g' or 'h' or 'j' or 'k' or 'm' or 'n' or 'p' or 'q' or 't' or 'w' or 'x' or 'z') => true,
        ('x', 'b' or 'd' or 'g' or 'j' or 'k' or 'n' or 'q' or 'r' or 'v' or 'w' or 'z') => true,
        ('z', 'b' or 'd' or 'f' or 'g' or 'j' or 'k' or 'm' or 'n' or 'p' or 'q' or 'r' or 's' or 'v' or 'x') => true,
        ('b' or 'c' or 'd' or 'f' or 'g' or 'h' or 'k' or 'l' or 'm' or 'p' or 's' or 't' or 'v' or 'w' or 'x' or 'z', 'q' or 'x') => true,
        ('f', 'b' or 'd' or 'g' or 'h' or 'j' or 'k' or 'm' or 'p' or 'v' or 'w' or 'z') => true,
        ('g', 'b' or 'c' or 'f' or 'j' or 'k' or 'p' or 'v' or 'z') => true,
        ('k', 'c' or 'd' or 'f' or 'g' or 'j' or 'p' or 'v' or 'z') => true,
        ('h', 'b' or 'c' or 'd' or 'f' or 'g' or 'j' or 'k' or 'p' or 'v' or 'z') => true,
        ('p', 'b' or 'd' or 'g' or 'j' or 'v' or 'z') => true,
        ('b', 'f' or 'g' or 'k' or 'p' or 'w' or 'z') => true,
        ('w', 'c' or 'g' or 'j' or 'p' or 'v' or 'q' or 'x' or 'z') => true,
        ('m', 'j' or 'k' or 'v' or 'w' or 'z' or 'g') => true,
        ('c', 'b' or 'd' or 'f' or 'g' or 'j' or 'p' or 'v' or 'w') => true,
        ('d', 'b' or 'c' or 'f' or 'k' or 'p' or 't') => true,
        _ => false,
    };
}
