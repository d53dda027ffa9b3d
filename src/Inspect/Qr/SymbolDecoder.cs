namespace Sekisho.Inspect.Qr;

/// <summary>Reads what the modules of a code say: format, mask, bytes, correction, text.</summary>
internal static class SymbolDecoder
{
    /// <summary>The code; null where it cannot be read.</summary>
    public static QrCode? Decode(ModuleGrid grid) => DecodeSeen(grid) ?? DecodeSeen(grid.Mirror());

    private static QrCode? DecodeSeen(ModuleGrid grid)
    {
        if (FormatBits.ReadFormat(grid) is not var (level, mask)) return null;
        var version = (grid.Size - 17) / 4;
        if (version >= 7 && FormatBits.ReadVersion(grid) is var written && written != version && written != 0) return null;
        var bytes = ReadBytes(grid, version, mask);
        return Correct(bytes, version, level) is { } data && SegmentReader.Read(data, version) is var (text, part)
            ? new QrCode(text, version, "LMQH"[level]) { Part = part }
            : null;
    }

    /// <summary>The bytes in their way through the code (§7.7.3): upwards and downwards in columns two modules wide, from the right; the sixth column is left out.</summary>
    private static byte[] ReadBytes(ModuleGrid grid, int version, int mask)
    {
        var bytes = new byte[VersionTable.BytesOf(version)];
        var taken = TakenModules(version);
        var size = grid.Size;
        var bit = 0;
        for (var right = size - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            var isUpward = ((right + 1) & 2) == 0;
            for (var step = 0; step < size; step++)
            {
                var y = isUpward ? size - 1 - step : step;
                for (var x = right; x >= right - 1 && bit < bytes.Length * 8; x--)
                {
                    if (taken[x, y] != 0) continue;
                    if ((grid[x, y] ^ (IsMasked(mask, x, y) ? 1 : 0)) != 0) bytes[bit >> 3] |= (byte)(0x80 >> (bit & 7));
                    bit++;
                }
            }
        }

        return bytes;
    }

    /// <summary>The modules that hold no data.</summary>
    private static ModuleGrid TakenModules(int version)
    {
        var size = (version * 4) + 17;
        var taken = new ModuleGrid(size);
        Fill(taken, 0, 0, 9, 9);
        Fill(taken, size - 8, 0, 8, 9);
        Fill(taken, 0, size - 8, 9, 8);
        Fill(taken, 6, 0, 1, size);
        Fill(taken, 0, 6, size, 1);
        var marks = VersionTable.MarksOf(version);
        foreach (var x in marks)
            foreach (var y in marks)
                if (!(x == 6 && y == 6 || x == 6 && y == size - 7 || x == size - 7 && y == 6))
                    Fill(taken, x - 2, y - 2, 5, 5);
        if (version < 7) return taken;
        Fill(taken, size - 11, 0, 3, 6);
        Fill(taken, 0, size - 11, 6, 3);
        return taken;
    }

    private static void Fill(ModuleGrid grid, int left, int top, int width, int height)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                grid[x, y] = 1;
    }

    /// <summary>Table 10.</summary>
    private static bool IsMasked(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };

    /// <summary>Takes the blocks apart (§7.6), corrects each, and joins their data; null where one cannot be corrected.</summary>
    private static byte[]? Correct(byte[] bytes, int version, int level)
    {
        int blocks = VersionTable.BlocksOf(version, level), check = VersionTable.CheckBytesOf(version, level);
        int shortBlocks = blocks - (bytes.Length % blocks), shortData = (bytes.Length / blocks) - check;
        var data = new byte[bytes.Length - (blocks * check)];
        var block = new byte[shortData + 1 + check];
        for (int i = 0, filled = 0; i < blocks; i++)
        {
            var isLong = i >= shortBlocks;
            var dataBytes = shortData + (isLong ? 1 : 0);
            for (var j = 0; j < dataBytes; j++) block[j] = bytes[j < shortData ? (j * blocks) + i : (shortData * blocks) + i - shortBlocks];
            for (var j = 0; j < check; j++) block[dataBytes + j] = bytes[data.Length + (j * blocks) + i];
            if (!ReedSolomon.Correct(block.AsSpan(0, dataBytes + check), check)) return null;
            block.AsSpan(0, dataBytes).CopyTo(data.AsSpan(filled));
            filled += dataBytes;
        }

        return data;
    }
}
