using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Small files that are made to cost whoever opens them memory and time.</summary>
internal static class Bombs
{
    /// <summary>400 MB of zeros, as bzip2 packs them.</summary>
    private const string ZerosInBzip2 = "QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kiuZEFAPtFwQDAAAAAgAggADDMCappiVIg2qipEHi7kinChIbAXcMg";

    /// <summary>2 MB of zeros, as one piece of LZMA2 that needs nothing before it.</summary>
    private const string ZerosInLzma2 = "//8RAWxdAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvEgn5liAAO0ABQAcpiTxAA==";

    private static readonly byte[] Zeros = new byte[1 << 24];

    /// <summary>By name: the file, and the reason for which it is held, if there is one.</summary>
    public static (byte[] Content, string? Reason) Of(string name) => name switch
    {
        "many.zip" => (Zip(("a.bin", Zeros, 20), ("b.bin", Zeros, 20)), "archive_bomb"),
        "deep.zip" => (Deep(), "structure_limit"),
        "one.gz" => (GZip(output => Write(output, Zeros, 40)), "archive_bomb"),
        "one.bz2" => (Convert.FromBase64String(ZerosInBzip2), "archive_bomb"),
        "one.xz" => (Xz(), "archive_bomb"),
        "one.zst" => (Zstd(), "archive_bomb"),
        "one.vhd" => (Disk(), "archive_bomb"),
        "members.tar.gz" => (GZip(Members), "structure_limit"),
        "text.docx" => (Zip(("[Content_Types].xml", "<Types/>"u8.ToArray(), 1), ("word/document.xml", "<w:document xmlns:w='w'>"u8.ToArray(), 1), ("word/document2.xml", Repeated("<w:p/>"), 16)), "structure_limit"),
        "tag.docx" => (Zip(("[Content_Types].xml", "<Types/>"u8.ToArray(), 1), ("word/document.xml", [.. "<w:document xmlns:w='w' w:a='"u8, .. Repeated(">")], 1)), "structure_limit"),
        "twice.pdf" => (Pdf(), null),
        "pixels.png" => (Png(20_000), null),
        "pixels.webp" => (LosslessWebp(4000), null),
        "pixels-lossy.webp" => (LossyWebp(4000), null),
        "pixels.tif" => (Tiff(4000), null),
        "pixels.jpg" => (Jpeg(4000), null),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such bomb."),
    };

    /// <summary>An xz file (The .xz File Format 1.2) of one block: 200 times the same 2 MB of zeros.</summary>
    private static byte[] Xz()
    {
        const int times = 200, chunkBytes = 2 * 1024 * 1024;
        var chunk = Convert.FromBase64String(ZerosInLzma2);
        byte[] header = [2, 0, 0x21, 1, 22, 0, 0, 0];
        byte[] block = [.. header, .. Sum(header), .. Enumerable.Repeat(chunk, times).SelectMany(bytes => bytes), 0];
        var unpadded = block.Length;
        byte[] index = [0, 1, .. Variable(unpadded), .. Variable((long)times * chunkBytes)];
        index = [.. index, .. new byte[(4 - (index.Length % 4)) % 4]];
        byte[] size = [(byte)(index.Length / 4), 0, 0, 0, 0, 0];
        return [0xFD, .. "7zXZ"u8, 0, 0, 0, .. Sum([0, 0]), .. block, .. new byte[(4 - (unpadded % 4)) % 4], .. index, .. Sum(index), .. Sum(size), .. size, .. "YZ"u8];

        static byte[] Sum(ReadOnlySpan<byte> bytes) => BitConverter.GetBytes(Crc(bytes));

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

    /// <summary>A FAT volume in a fixed virtual disk, whose 500 files are all the same 600 KB.</summary>
    private static byte[] Disk()
    {
        const int sector = 512, clusters = 1300, tableSectors = 4, rootEntries = 512, dataAt = (1 + tableSectors + 32) * sector;
        var disk = new byte[dataAt + (clusters * sector)];
        (disk[0], disk[12], disk[13], disk[14], disk[16], disk[18], disk[21], disk[22]) = (0xEB, 2, 1, 1, 1, rootEntries >> 8, 0xF8, tableSectors);
        BinaryPrimitives.WriteInt32LittleEndian(disk.AsSpan(32), disk.Length / sector);
        for (var cluster = 2; cluster < 1202; cluster++)
        {
            // Twelve bits each.
            var (at, next) = (sector + (cluster * 3 / 2), cluster + 1);
            if ((cluster & 1) == 0) (disk[at], disk[at + 1]) = ((byte)next, (byte)(disk[at + 1] & 0xF0 | next >> 8));
            else (disk[at], disk[at + 1]) = ((byte)(disk[at] & 0x0F | next << 4), (byte)(next >> 4));
        }

        for (var file = 0; file < 500; file++)
        {
            var entry = disk.AsSpan(((1 + tableSectors) * sector) + (file * 32));
            Encoding.ASCII.GetBytes($"{file:D8}TAR").CopyTo(entry);
            entry[26] = 2;
            BinaryPrimitives.WriteInt32LittleEndian(entry[28..], 600_000);
        }

        "ustar"u8.CopyTo(disk.AsSpan(dataAt + 257));
        var footer = new byte[sector];
        "conectix"u8.CopyTo(footer);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(48), disk.Length);
        footer[63] = 2;
        return [.. disk, .. footer];
    }

    private static byte[] Repeated(string text)
    {
        var bytes = new byte[Zeros.Length];
        var one = Encoding.ASCII.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++) bytes[i] = one[i % one.Length];
        return bytes;
    }

    private static void Write(Stream output, byte[] content, int times)
    {
        for (var i = 0; i < times; i++) output.Write(content);
    }

    private static byte[] Zip(params (string Name, byte[] Content, int Times)[] members)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, times) in members)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                Write(entry, content, times);
            }
        }

        return output.ToArray();
    }

    private static byte[] Deep()
    {
        var content = Zip(("zeros.bin", Zeros, 4));
        for (var level = 0; level < 6; level++) content = Zip([.. Enumerable.Range(0, 10).Select(i => ($"{i}.zip", content, 1))]);
        return content;
    }

    private static byte[] GZip(Action<Stream> write)
    {
        using var output = new MemoryStream();
        using (var packed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true)) write(packed);
        return output.ToArray();
    }

    private static void Members(Stream output)
    {
        using var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true);
        for (var i = 0; i < 30_000; i++) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{i}.txt"));
    }

    private static byte[] Pdf()
    {
        var content = Zlib(Zlib(Repeated("0 0 m "), 20), 1);
        return
        [
            .. Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length {content.Length}/Filter[/FlateDecode/FlateDecode]>>stream\n"),
            .. content,
            .. "\nendstream endobj\ntrailer<</Root 1 0 R>>\n"u8,
        ];
    }

    private static byte[] Zlib(byte[] content, int times)
    {
        using var output = new MemoryStream();
        using (var packed = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true)) Write(packed, content, times);
        return output.ToArray();
    }

    /// <summary>A gray picture, as high as wide, all black.</summary>
    private static byte[] Png(int side)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", Zlib(new byte[side + 1], side)), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
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
        var packed = Zlib(new byte[side * 3], side);
        byte[] Field(int tag, int value) => [(byte)tag, (byte)(tag >> 8), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(value)];
        byte[][] fields = [Field(256, side), Field(257, side), Field(258, 8), Field(259, 8), Field(262, 2), Field(273, 8 + 2 + 108 + 4), Field(277, 3), Field(278, side), Field(279, packed.Length)];
        return [.. "II*\0"u8, .. BitConverter.GetBytes(8), (byte)fields.Length, 0, .. fields.SelectMany(field => field), 0, 0, 0, 0, .. packed];
    }

    /// <summary>Grey, in several scans: every coefficient is kept until the last.</summary>
    private static byte[] Jpeg(int side)
    {
        byte[] tables = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [0xFF, 0xC2, 0, 11, 8, (byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side, 1, 1, 0x11, 0];
        byte[] code = [0xFF, 0xC4, 0, 20, 0, 1, .. new byte[15], 0];
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, .. new byte[side / 8 * (side / 8) / 8]];
        return [0xFF, 0xD8, .. tables, .. frame, .. code, .. Enumerable.Repeat(scan, 8).SelectMany(one => one), 0xFF, 0xD9];
    }
}
