namespace Sekisho.Inspect.Images;

/// <summary>Bits the other way round: formats do not agree on which end of a byte comes first.</summary>
internal static class BitOrder
{
    private static readonly byte[] Reversed = [.. Enumerable.Range(0, 256).Select(value => (byte)Enumerable.Range(0, 8).Sum(i => (value >> i & 1) << (7 - i)))];

    /// <summary>The eight bits of a byte, the lowest as the highest.</summary>
    public static byte Reverse(byte value) => Reversed[value];

    /// <summary>The lowest so many bits of a number, 1 to 16, the lowest as the highest of them.</summary>
    public static int Reverse(int value, int bits) => (Reversed[value & 255] << 8 | Reversed[value >> 8 & 255]) >> (16 - bits);
}
