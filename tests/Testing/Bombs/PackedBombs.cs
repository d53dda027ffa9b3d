namespace Sekisho.Testing.Bombs;

/// <summary>Bombs of one packed file: gzip, bzip2, xz, Zstandard.</summary>
internal static class PackedBombs
{
    /// <summary>400 MB of zeros, as bzip2 packs them.</summary>
    private const string ZerosInBzip2 = "QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kiuZEFAPtFwQDAAAAAgAggADDMCappiVIg2qipEHi7kinChIbAXcMg";

    /// <summary>2 MB of zeros, as one piece of LZMA2 that needs nothing before it.</summary>
    private const string ZerosInLzma2 = "//8RAWxdAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvEgn5liAAO0ABQAcpiTxAA==";

    /// <summary>Name, maker, and the reason for which each is held.</summary>
    public static IEnumerable<Bomb> All =>
    [
        new("one.gz", () => Packing.GZip(output => Packing.Write(output, Packing.Zeros, 40)), "archive_bomb"),
        new("one.bz2", () => Convert.FromBase64String(ZerosInBzip2), "archive_bomb"),
        new("one.xz", () => Xz(Convert.FromBase64String(ZerosInLzma2), 200, 2 * 1024 * 1024), "archive_bomb"),
        new("one.zst", Zstd, "archive_bomb"),
        new("noise.bz2", () => NoiseInBzip2(8)),
        new("small.bz2.zip", () => Packing.Zip(Enumerable.Range(0, 1000).Select(i => ($"{i}.bz2", SmallBzip2(), 1))), "structure_limit"),
        new("literals.xz", () => Xz(Literals(), 44, LiteralBytes), "structure_limit"),
        new("resets.xz", () => Xz([0x80 | 3 << 5, 0, 0, 0, 11, 4, .. new byte[12]], 50_000, 1)),
        new("tables.lzma.zip", () => Packing.Zip(Enumerable.Range(0, 1000).Select(i => ($"{i}.lzma", (byte[])[8 + (4 * 9), 0, 0, 1, 0, .. Enumerable.Repeat((byte)0xFF, 8), .. new byte[30]], 1)))),
        new("tables.xz", () => Xz([0x80 | 3 << 5, 0, 0, 0, 11, 8 + (4 * 9), .. new byte[12]], 50_000, 1)),
        new("empty-blocks.gz", () => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, .. EmptyBlocks(4 * 1024 * 1024)]),
    ];

    /// <summary>One block of bzip2: 45,800,000 zeros.</summary>
    public static byte[] SmallBzip2() => Convert.FromBase64String("QlpoOTFBWSZTWTfDvDYBXsvAAsAACAAACCAAMMwJqmmEogltVRRBLxdyRThQkDfDvDY=");

    /// <summary>Blocks of deflate (RFC 1951 §3.2.7) with codes of their own and nothing in them, so many bytes.</summary>
    public static byte[] EmptyBlocks(int bytes)
    {
        // Code lengths of one bit for "118 zeros" and "one bit long"; 256 symbols without a code, the end of a block with one; one distance.
        var block = new BitWriter(lowestFirst: true);
        for (var i = 0; i < 8; i++)
        {
            block.Write(0, 1).Write(2, 2).Write(0, 5).Write(0, 5).Write(14, 4);
            for (var symbol = 0; symbol < 18; symbol++) block.Write(symbol is 2 or 17 ? 1 : 0, 3);
            block.Write(1, 1).Write(127, 7).Write(1, 1).Write(107, 7).Write(0, 1).Write(0, 1).Write(0, 1);
        }

        return Packing.Times(block.ToArray(), bytes / block.ToArray().Length);
    }

    /// <summary>An xz file (The .xz File Format 1.2) of one block: so many times the same chunk of LZMA2.</summary>
    private static byte[] Xz(byte[] chunk, int times, int chunkBytes)
    {
        byte[] header = [2, 0, 0x21, 1, 22, 0, 0, 0];
        byte[] block = [.. header, .. Sum(header), .. Packing.Times(chunk, times), 0];
        var unpadded = block.Length;
        byte[] index = [0, 1, .. Variable(unpadded), .. Variable((long)times * chunkBytes)];
        index = [.. index, .. new byte[(4 - (index.Length % 4)) % 4]];
        byte[] size = [(byte)(index.Length / 4), 0, 0, 0, 0, 0];
        return [0xFD, .. "7zXZ"u8, 0, 0, 0, .. Sum([0, 0]), .. block, .. new byte[(4 - (unpadded % 4)) % 4], .. index, .. Sum(index), .. Sum(size), .. size, .. "YZ"u8];

        static byte[] Sum(ReadOnlySpan<byte> bytes) => BitConverter.GetBytes(Packing.Crc(bytes));

        static IEnumerable<byte> Variable(long value)
        {
            for (; value > 127; value >>= 7) yield return (byte)(value & 0x7F | 0x80);
            yield return (byte)value;
        }
    }

    /// <summary>A Zstandard file (RFC 8878) of blocks that repeat one byte 131,072 times.</summary>
    private static byte[] Zstd()
    {
        var file = new List<byte>([0x28, 0xB5, 0x2F, 0xFD, 0, 0x38]);
        for (var i = 0; i < 3000; i++)
        {
            var header = 131_072 << 3 | 1 << 1 | (i == 2999 ? 1 : 0);
            file.AddRange([(byte)header, (byte)(header >> 8), (byte)(header >> 16), 0]);
        }

        return [.. file];
    }

    private const int LiteralBytes = 1_500_000;

    /// <summary>A chunk of LZMA2 with a million and a half bytes, each of them told by itself: the dearest that few bits can ask for.</summary>
    private static byte[] Literals()
    {
        var packed = RangeEncoder.Literals((byte)'a', LiteralBytes);
        var size = LiteralBytes - 1;
        return [(byte)(0x80 | 3 << 5 | size >> 16), (byte)(size >> 8), (byte)size, (byte)(packed.Length - 1 >> 8), (byte)(packed.Length - 1), 0, .. packed];
    }

    /// <summary>Blocks of noise: 256 bytes in use, every symbol nine bits long, so that nothing is near in memory or in front of the list.</summary>
    private static byte[] NoiseInBzip2(int blocks)
    {
        const int symbols = 850_000;
        var random = new Random(5);
        var bits = new BitWriter();
        bits.Write(0x425A6839, 32);
        for (var block = 0; block < blocks; block++)
        {
            bits.Write(0x314159265359, 48).Write(0, 32).Write(0, 1).Write(0, 24).Write(0xFFFF, 16);
            for (var i = 0; i < 16; i++) bits.Write(0xFFFF, 16);
            var selectors = (symbols + 50) / 50;
            bits.Write(2, 3).Write(selectors, 15);
            for (var i = 0; i < selectors; i++) bits.Write(0, 1);
            for (var table = 0; table < 2; table++)
            {
                bits.Write(9, 5);
                for (var i = 0; i < 258; i++) bits.Write(0, 1);
            }

            for (var i = 0; i < symbols; i++) bits.Write(random.Next(128, 257), 9);
            bits.Write(257, 9);
        }

        return [.. bits.Write(0x177245385090, 48).Write(0, 32).ToArray()];
    }
}
