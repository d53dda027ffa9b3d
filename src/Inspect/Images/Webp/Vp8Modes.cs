namespace Sekisho.Inspect.Images.Webp;

/// <summary>The modes by which a block is guessed from its neighbours (RFC 6386 §8.3, §11.2); those of whole blocks are the first four.</summary>
internal static class Vp8Modes
{
    public const byte Even = 0, Motion = 1, Down = 2, Across = 3, RightDown = 4, VerticalRight = 5, LeftDown = 6, VerticalLeft = 7, HorizontalDown = 8, HorizontalUp = 9;

    private const int Count = 10;

    /// <summary>Reads the mode of a block of 16 × 16 (§11.2).</summary>
    public static byte ReadWhole(Vp8Bits bits) => bits.Take(156) != 0
        ? bits.Take(128) != 0 ? Motion : Across
        : bits.Take(163) != 0 ? Down : Even;

    /// <summary>Reads the mode of a block of 4 × 4, which depends on those above and to the left (§11.3).</summary>
    public static byte ReadSmall(Vp8Bits bits, int above, int left)
    {
        var chances = Vp8Tables.BlockModes.Slice(((above * Count) + left) * (Count - 1), Count - 1);
        if (bits.Take(chances[0]) == 0) return Even;
        if (bits.Take(chances[1]) == 0) return Motion;
        if (bits.Take(chances[2]) == 0) return Down;
        if (bits.Take(chances[3]) == 0)
        {
            if (bits.Take(chances[4]) == 0) return Across;
            return bits.Take(chances[5]) == 0 ? RightDown : VerticalRight;
        }

        if (bits.Take(chances[6]) == 0) return LeftDown;
        if (bits.Take(chances[7]) == 0) return VerticalLeft;
        return bits.Take(chances[8]) == 0 ? HorizontalDown : HorizontalUp;
    }

    /// <summary>Reads over the mode of the colours, which are not made.</summary>
    public static void SkipColours(Vp8Bits bits)
    {
        if (bits.Take(142) != 0 && bits.Take(114) != 0) bits.Take(183);
    }
}
