namespace Sekisho.Inspect.Images.Webp;

/// <summary>The modes by which a block is guessed from its neighbours (RFC 6386 §8.1, §11.2); those of whole blocks are the first four.</summary>
internal static class Vp8Modes
{
    public const byte Even = 0, Motion = 1, Down = 2, Across = 3, LeftDown = 4, RightDown = 5, VerticalRight = 6, VerticalLeft = 7, HorizontalDown = 8, HorizontalUp = 9;

    /// <summary>Modes of blocks of 4 × 4.</summary>
    public const int Count = 10;

    /// <summary>A block of 16 × 16 that is guessed in blocks of 4 × 4, each with a mode of its own.</summary>
    public const byte InParts = 10;

    private const byte Leaf = Vp8BoolDecoder.Leaf;

    private static ReadOnlySpan<byte> WholeTree => [Leaf | InParts, 1, 2, 3, Leaf | Even, Leaf | Down, Leaf | Across, Leaf | Motion];

    private static ReadOnlySpan<byte> ColourTree => [Leaf | Even, 1, Leaf | Down, 2, Leaf | Across, Leaf | Motion];

    private static ReadOnlySpan<byte> PartTree =>
    [
        Leaf | Even, 1,
        Leaf | Motion, 2,
        Leaf | Down, 3,
        4, 6,
        Leaf | Across, 5,
        Leaf | RightDown, Leaf | VerticalRight,
        Leaf | LeftDown, 7,
        Leaf | VerticalLeft, 8,
        Leaf | HorizontalDown, Leaf | HorizontalUp,
    ];

    /// <summary>Reads the mode of the brightness of a block of 16 × 16 (§11.2); <see cref="InParts"/> where each part has its own.</summary>
    public static byte ReadWhole(Vp8BoolDecoder bits) => (byte)bits.ReadTree(WholeTree, [145, 156, 163, 128]);

    /// <summary>Reads the mode of a block of 4 × 4, which depends on those above and to the left (§11.3).</summary>
    public static byte ReadPart(Vp8BoolDecoder bits, int above, int left) => (byte)bits.ReadTree(PartTree, Vp8ModeProbabilities.Of(above, left));

    /// <summary>Reads over the mode of the colours (§11.4), which are not made.</summary>
    public static void SkipColours(Vp8BoolDecoder bits) => bits.ReadTree(ColourTree, [142, 114, 183]);
}
