using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sekisho.Kernel.Text;

/// <summary>
/// Searches for words without regard to case: gives what <see cref="StringComparison.OrdinalIgnoreCase"/> gives, many times
/// sooner. In a program without culture data (<c>InvariantGlobalization</c>) the search of the platform looks at one
/// character at a time.
/// </summary>
public static class AnyCase
{
    /// <summary>Where a word stands first in a text, in characters; -1 where it does not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word; an empty one stands at the start.</param>
    public static int IndexOfAnyCase(this ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || text.Length < word.Length + Vector128<ushort>.Count || !char.IsAscii(word[0]) || !char.IsAscii(word[^1]))
            return text.IndexOf(word, StringComparison.OrdinalIgnoreCase);

        // Only 'a' and 'A' equal 'A' without regard to case: they differ by one bit. Where first and last character fit, the
        // word is compared.
        Vector128<ushort> firstBit = Vector128.Create(CaseBit(word[0])), lastBit = Vector128.Create(CaseBit(word[^1]));
        Vector128<ushort> first = Vector128.Create((ushort)(word[0] | CaseBit(word[0]))), last = Vector128.Create((ushort)(word[^1] | CaseBit(word[^1])));
        var signs = MemoryMarshal.Cast<char, ushort>(text);
        var at = 0;
        for (; at + word.Length - 1 + Vector128<ushort>.Count <= signs.Length; at += Vector128<ushort>.Count)
        {
            var fits = Vector128.Equals(Vector128.Create(signs[at..]) | firstBit, first) & Vector128.Equals(Vector128.Create(signs[(at + word.Length - 1)..]) | lastBit, last);
            if (fits == Vector128<ushort>.Zero) continue;
            for (var places = fits.ExtractMostSignificantBits(); places != 0; places &= places - 1)
            {
                var place = at + int.TrailingZeroCount((int)places);
                if (text.Slice(place, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase)) return place;
            }
        }

        var rest = text[at..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return rest < 0 ? -1 : at + rest;
    }

    /// <summary>Where a word stands first in a text from a place on, in characters; -1 where it does not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word.</param>
    /// <param name="start">From where on; at most the length of the text.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> lies outside the text.</exception>
    public static int IndexOfAnyCase(this string text, ReadOnlySpan<char> word, int start = 0)
    {
        var at = text.AsSpan(start).IndexOfAnyCase(word);
        return at < 0 ? -1 : start + at;
    }

    /// <summary>Whether a word stands in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word.</param>
    public static bool ContainsAnyCase(this ReadOnlySpan<char> text, ReadOnlySpan<char> word) => text.IndexOfAnyCase(word) >= 0;

    /// <summary>Whether a word stands in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word.</param>
    public static bool ContainsAnyCase(this string text, ReadOnlySpan<char> word) => text.AsSpan().IndexOfAnyCase(word) >= 0;

    private static ushort CaseBit(char sign) => char.IsAsciiLetter(sign) ? (ushort)0x20 : (ushort)0;
}
