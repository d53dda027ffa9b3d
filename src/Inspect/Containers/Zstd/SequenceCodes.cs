namespace Sekisho.Inspect.Containers.Zstd;

/// <summary>What the codes of lengths stand for, and the tables that need no description (RFC 8878 §3.1.1.3.2.1 and §3.1.1.3.2.2).</summary>
internal static class SequenceCodes
{
    /// <summary>The most bits of states, and the most symbols, of literal lengths, offsets and match lengths.</summary>
    public const int LiteralLog = 9, OffsetLog = 8, MatchLog = 9, LiteralSymbols = 36, OffsetSymbols = 32, MatchSymbols = 53;

    private static readonly int[] LiteralBases = [16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];
    private static readonly byte[] LiteralBits = [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    private static readonly int[] MatchBases = [35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539];
    private static readonly byte[] MatchBits = [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    /// <summary>The table of literal lengths that is used where none is described.</summary>
    public static FseTable Literal { get; } = new([4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1], 6);

    /// <summary>That of offsets.</summary>
    public static FseTable Offset { get; } = new([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5);

    /// <summary>That of match lengths.</summary>
    public static FseTable Match { get; } = new([1, 4, 3, 2, 2, 2, 2, 2, 2, .. Enumerable.Repeat((short)1, 37), -1, -1, -1, -1, -1, -1, -1], 6);

    /// <summary>The length of literals of a code.</summary>
    public static int LiteralLength(int code, ref BackwardBits bits) => code < 16 ? code : LiteralBases[code - 16] + (int)bits.Read(LiteralBits[code - 16]);

    /// <summary>The length of a match of a code.</summary>
    public static int MatchLength(int code, ref BackwardBits bits) => code < 32 ? code + 3 : MatchBases[code - 32] + (int)bits.Read(MatchBits[code - 32]);
}
