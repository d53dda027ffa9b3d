namespace Sekisho.Inspect.Qr;

/// <summary>How codes of the 40 sizes are divided (ISO/IEC 18004 Tables 1, 9 and E.1).</summary>
internal static class VersionTable
{
    // Rows are the levels L, M, Q, H; columns the versions 1 to 40.
    private static readonly byte[][] CheckBytes =
    [
        [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
        [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
        [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
        [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    ];

    private static readonly byte[][] Blocks =
    [
        [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
        [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
        [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
        [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
    ];

    /// <summary>Bytes for correction in each block.</summary>
    /// <param name="version">1 to 40.</param>
    /// <param name="level">0 to 3 for L, M, Q, H.</param>
    public static int CheckBytesOf(int version, int level) => CheckBytes[level][version - 1];

    /// <summary>How many blocks.</summary>
    public static int BlocksOf(int version, int level) => Blocks[level][version - 1];

    /// <summary>All bytes of a code, data and correction: what the modules hold that have no other purpose.</summary>
    public static int BytesOf(int version)
    {
        var modules = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var marks = (version / 7) + 2;
            modules -= (((25 * marks) - 10) * marks) - 55;
        }

        return (version >= 7 ? modules - 36 : modules) / 8;
    }

    /// <summary>Rows and columns in which the middles of the small squares lie; none for version 1.</summary>
    public static int[] MarksOf(int version)
    {
        if (version == 1) return [];
        var count = (version / 7) + 2;
        var step = version == 32 ? 26 : ((version * 4) + (count * 2) + 1) / ((count * 2) - 2) * 2;
        var marks = new int[count];
        marks[0] = 6;
        for (int i = count - 1, at = (version * 4) + 10; i > 0; i--, at -= step) marks[i] = at;
        return marks;
    }
}
