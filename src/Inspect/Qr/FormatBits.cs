using System.Numerics;

namespace Sekisho.Inspect.Qr;

/// <summary>Level and mask of a code, and its version, each written twice with their own correction (ISO/IEC 18004 §7.9 and §7.10).</summary>
internal static class FormatBits
{
    private const int FormatGenerator = 0x537, FormatMask = 0x5412, VersionGenerator = 0x1F25;

    /// <summary>So many wrong bits can be told for sure.</summary>
    private const int MaxWrong = 3;

    /// <summary>Level (0 to 3 for L, M, Q, H) and mask; null where neither copy can be read.</summary>
    public static (int Level, int Mask)? ReadFormat(ModuleGrid grid)
    {
        int first = 0, second = 0, size = grid.Size;
        for (var i = 14; i >= 0; i--)
        {
            var (x, y) = i switch { <= 5 => (8, i), 6 => (8, 7), 7 => (8, 8), 8 => (7, 8), _ => (14 - i, 8) };
            first = first << 1 | grid[x, y];
            (x, y) = i <= 7 ? (size - 1 - i, 8) : (8, size - 15 + i);
            second = second << 1 | grid[x, y];
        }

        var best = MaxWrong + 1;
        (int, int)? found = null;
        for (var data = 0; data < 32; data++)
        {
            var code = FormatCode(data);
            var wrong = Math.Min(BitOperations.PopCount((uint)(code ^ first)), BitOperations.PopCount((uint)(code ^ second)));
            if (wrong >= best) continue;
            best = wrong;
            // The two bits of the level are in no order: L is 1, M 0, Q 3, H 2.
            found = (data >> 3 ^ 1, data & 7);
        }

        return found;
    }

    /// <summary>The version as it is written, in codes from version 7 on; 0 where it cannot be read.</summary>
    public static int ReadVersion(ModuleGrid grid)
    {
        int first = 0, second = 0;
        for (var i = 17; i >= 0; i--)
        {
            int far = grid.Size - 11 + (i % 3), near = i / 3;
            first = first << 1 | grid[far, near];
            second = second << 1 | grid[near, far];
        }

        int best = MaxWrong + 1, found = 0;
        for (var version = 7; version <= 40; version++)
        {
            var code = version << 12 | Remainder(version << 12, VersionGenerator, 12);
            var wrong = Math.Min(BitOperations.PopCount((uint)(code ^ first)), BitOperations.PopCount((uint)(code ^ second)));
            if (wrong < best) (best, found) = (wrong, version);
        }

        return found;
    }

    private static int FormatCode(int data) => (data << 10 | Remainder(data << 10, FormatGenerator, 10)) ^ FormatMask;

    private static int Remainder(int value, int generator, int bits)
    {
        for (var i = 31 - BitOperations.LeadingZeroCount((uint)value | 1); i >= bits; i--)
            if ((value >> i & 1) != 0)
                value ^= generator << (i - bits);
        return value;
    }
}
