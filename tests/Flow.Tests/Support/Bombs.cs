using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>Small files that are made to cost whoever opens them memory and time.</summary>
internal static class Bombs
{
    private static readonly byte[] Zeros = new byte[1 << 24];

    /// <summary>By name: the file, and the reason for which it is held, if there is one.</summary>
    public static (byte[] Content, string? Reason) Of(string name) => name switch
    {
        "many.zip" => (Zip(("a.bin", Zeros, 20), ("b.bin", Zeros, 20)), "archive_bomb"),
        "deep.zip" => (Deep(), "structure_limit"),
        "one.gz" => (GZip(output => Write(output, Zeros, 40)), "archive_bomb"),
        "members.tar.gz" => (GZip(Members), "structure_limit"),
        "text.docx" => (Zip(("[Content_Types].xml", "<Types/>"u8.ToArray(), 1), ("word/document.xml", "<w:document xmlns:w='w'>"u8.ToArray(), 1), ("word/document2.xml", Repeated("<w:p/>"), 16)), "structure_limit"),
        "tag.docx" => (Zip(("[Content_Types].xml", "<Types/>"u8.ToArray(), 1), ("word/document.xml", [.. "<w:document xmlns:w='w' w:a='"u8, .. Repeated(">")], 1)), "structure_limit"),
        "twice.pdf" => (Pdf(), null),
        "pixels.png" => (Png(20_000), null),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such bomb."),
    };

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
}
