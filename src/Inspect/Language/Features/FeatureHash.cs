namespace Sekisho.Inspect.Language.Features;

/// <summary>Hashes of tokens: the same in every process and on every machine, for the model stores nothing else. Not meant to withstand an attacker: who knows the model can make tokens meet, and gains one token.</summary>
internal static class FeatureHash
{
    private const uint Prime = 16777619;

    /// <summary>The start of a hash (FNV-1a).</summary>
    public const uint Start = 2166136261;

    /// <summary>The hash with one more character.</summary>
    public static uint Add(uint hash, char character) => (hash ^ character) * Prime;

    /// <summary>The hash of a text.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Start;
        foreach (var character in text) hash = Add(hash, character);
        return hash;
    }

    /// <summary>The hash of two tokens side by side.</summary>
    public static uint Pair(uint first, uint second) => ((first * 31) ^ (second * 0x85EBCA6B)) * Prime;

    /// <summary>Where a token of a kind is kept among <see cref="FeatureSet.Size"/>.</summary>
    public static int IndexOf(uint hash, TokenKind kind)
    {
        hash ^= (uint)kind * 0x9E3779B1;
        hash ^= hash >> 16;
        hash *= 0x7FEB352D;
        hash ^= hash >> 15;
        hash *= 0x846CA68B;
        return (int)((hash ^ (hash >> 16)) & (FeatureSet.Size - 1));
    }
}
