using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>Pictures of the largest size out of few bytes, and pictures full of what looks like codes.</summary>
internal static class PictureBombs
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Bomb> All =>
    [
        new("pixels.png", () => Png(20_000, 20_000, new byte[20_001], 20_000)),
        new("largest.png", () => Png(4000, 4000, new byte[4001], 4000)),
        new("corners.png", () => Png(1300, 1300, Corners(1300), 1)),
        new("corners-large.png", () => Png(3900, 3900, Corners(3900), 1)),
        new("noise.png", () => Png(1300, 1300, Noise(1300, 1300), 1)),
        new("pixels.webp", () => LosslessWebp(4000)),
        new("pixels-lossy.webp", () => LossyWebp(4000)),
        new("pixels.tif", () => Tiff(4000)),
        new("pixels.jpg", () => Jpeg(4000, 8)),
        new("scans.jpg", () => Jpeg(4000, 64)),
        new("pixels.gif", () => Gif(4000)),
        new("pixels.bmp", () => Bmp(4000)),
        new("paths.svg", () => Encoding.ASCII.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000'>{Packing.Times("<path d='M0 0h1000v1000h-1000z'/>", 60_000)}</svg>")),
        new("lines.svg", () => Encoding.ASCII.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000'><path d='M0 0{Packing.Times("L1000 1000L0 1", 200_000)}z'/></svg>")),
        new("many-pictures.eml", Many) { IsMessage = true },
    ];

    /// <summary>A gray picture.</summary>
    private static byte[] Png(int width, int height, byte[] rows, int times)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", Packing.Zlib(rows, times)), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Packing.Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    /// <summary>Corner squares of codes side by side, three pixels a module.</summary>
    private static byte[] Corners(int side)
    {
        var rows = new byte[side * (side + 1)];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                int column = x / 3 % 9, row = y / 3 % 9;
                var ring = Math.Max(Math.Abs(column - 4), Math.Abs(row - 4));
                rows[(y * (side + 1)) + 1 + x] = ring is 4 or 2 ? (byte)255 : (byte)0;
            }
        }

        return rows;
    }

    private static byte[] Noise(int width, int height)
    {
        var rows = new byte[height * (width + 1)];
        new Random(3).NextBytes(rows);
        for (var y = 0; y < height; y++) rows[y * (width + 1)] = 0;
        return rows;
    }

    /// <summary>A message of a hundred pictures full of corners.</summary>
    private static byte[] Many()
    {
        var picture = Png(900, 900, Corners(900), 1);
        return Bomb.With([.. Enumerable.Range(0, 100).Select(i => new Bomb($"{i}.png", () => picture))]);
    }

    /// <summary>One colour: five codes of one symbol each, so that no pixel takes a bit (RFC 9649 §3.7).</summary>
    private static byte[] LosslessWebp(int side)
    {
        // Width, height, no transparency, version; no transformation, no cache, no groups; then "simple, one symbol, of one bit, 0" five times.
        var head = BitConverter.GetBytes((uint)(side - 1) | (uint)(side - 1) << 14);
        byte[] codes = [0b1000_1000, 0b1000_1000, 0b0000_1000, 0, 0, 0, 0, 0];
        return Riff("VP8L"u8, [0x2F, .. head, .. codes]);
    }

    /// <summary>Zeros all the way: the most probable of everything (RFC 6386 §7).</summary>
    private static byte[] LossyWebp(int side)
    {
        const int FirstBytes = 400_000;
        var tag = (uint)(FirstBytes << 5 | 1 << 4);
        return Riff("VP8 "u8, [(byte)tag, (byte)(tag >> 8), (byte)(tag >> 16), 0x9D, 1, 0x2A, (byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8), .. new byte[FirstBytes + 800_000]]);
    }

    private static byte[] Riff(ReadOnlySpan<byte> type, byte[] chunk) =>
        [.. "RIFF"u8, .. BitConverter.GetBytes(chunk.Length + 12), .. "WEBP"u8, .. type, .. BitConverter.GetBytes(chunk.Length), .. chunk];

    /// <summary>Three colours of eight bits in one strip, deflated.</summary>
    private static byte[] Tiff(int side)
    {
        var packed = Packing.Zlib(new byte[side * 3], side);
        byte[] Field(int tag, int value) => [(byte)tag, (byte)(tag >> 8), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(value)];
        byte[][] fields = [Field(256, side), Field(257, side), Field(258, 8), Field(259, 8), Field(262, 2), Field(273, 8 + 2 + 108 + 4), Field(277, 3), Field(278, side), Field(279, packed.Length)];
        return [.. "II*\0"u8, .. BitConverter.GetBytes(8), (byte)fields.Length, 0, .. fields.SelectMany(field => field), 0, 0, 0, 0, .. packed];
    }

    /// <summary>Grey, in several scans: every coefficient is kept until the last.</summary>
    private static byte[] Jpeg(int side, int scans)
    {
        byte[] tables = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [0xFF, 0xC2, 0, 11, 8, (byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side, 1, 1, 0x11, 0];
        byte[] code = [0xFF, 0xC4, 0, 20, 0, 1, .. new byte[15], 0];
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, .. new byte[side / 8 * (side / 8) / 8]];
        return [0xFF, 0xD8, .. tables, .. frame, .. code, .. Enumerable.Repeat(scan, scans).SelectMany(one => one), 0xFF, 0xD9];
    }

    /// <summary>One colour: codes that grow by a pixel each.</summary>
    private static byte[] Gif(int side)
    {
        // Nine bits a code from the start on, cleared before they would be ten: 255 pixels, then again.
        var codes = new BitWriter(lowestFirst: true);
        for (var i = 0; i < side * side / 250; i++)
        {
            codes.Write(256, 9);
            for (var j = 0; j < 250; j++) codes.Write(j & 1, 9);
        }

        var packed = codes.Write(257, 9).ToArray();
        byte[] head = [.. "GIF89a"u8, (byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8), 0xF7, 0, 0, .. Enumerable.Range(0, 768).Select(i => (byte)i), 0x2C, 0, 0, 0, 0, (byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8), 0, 8];
        return [.. head, .. packed.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0, 0x3B];
    }

    /// <summary>Runs of 255 pixels of one colour.</summary>
    private static byte[] Bmp(int side)
    {
        byte[] line = [.. Enumerable.Repeat((byte[])[255, 1], side / 255).SelectMany(run => run), (byte)(side % 255), 0, 0, 0];
        byte[] data = [.. Packing.Times(line, side), 0, 1];
        var head = new byte[54 + 1024];
        "BM"u8.CopyTo(head);
        foreach (var (at, value) in ((int, int)[])[(2, head.Length + data.Length), (10, head.Length), (14, 40), (18, side), (22, side), (30, 1), (34, data.Length)]) BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at), value);
        (head[26], head[28]) = (1, 8);
        for (var i = 0; i < 1024; i++) head[54 + i] = (byte)(i / 4);
        return [.. head, .. data];
    }
}
