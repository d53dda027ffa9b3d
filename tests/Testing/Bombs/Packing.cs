using System.IO.Compression;
using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>Packs with the base library, and repeats.</summary>
public static class Packing
{
    /// <summary>16 MB of zeros.</summary>
    public static readonly byte[] Zeros = new byte[1 << 24];

    /// <summary>So much of a text again and again; 16 MB unless told.</summary>
    public static byte[] Repeated(string text, int length = 1 << 24)
    {
        var bytes = new byte[length];
        var one = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++) bytes[i] = one[i % one.Length];
        return bytes;
    }

    /// <summary>A text so many times.</summary>
    public static string Times(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    /// <summary>The same bytes so many times.</summary>
    public static byte[] Times(byte[] bytes, int times)
    {
        var all = new byte[bytes.Length * times];
        for (var i = 0; i < times; i++) bytes.CopyTo(all, i * bytes.Length);
        return all;
    }

    /// <summary>A zip file; each content is written so many times.</summary>
    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content, int Times)> members)
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

    /// <summary>gzip of what is written.</summary>
    public static byte[] GZip(Action<Stream> write) => Of(output => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true), write);

    /// <summary>zlib of a content so many times.</summary>
    public static byte[] Zlib(byte[] content, int times = 1) => Of(output => new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true), stream => Write(stream, content, times));

    /// <summary>Deflate of a content so many times.</summary>
    public static byte[] Deflate(byte[] content, int times = 1) => Of(output => new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true), stream => Write(stream, content, times));

    /// <summary>Writes a content so many times.</summary>
    public static void Write(Stream output, byte[] content, int times)
    {
        for (var i = 0; i < times; i++) output.Write(content);
    }

    /// <summary>The checksum of zip, PNG and xz.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private static byte[] Of(Func<Stream, Stream> pack, Action<Stream> write)
    {
        using var output = new MemoryStream();
        using (var packed = pack(output)) write(packed);
        return output.ToArray();
    }
}
