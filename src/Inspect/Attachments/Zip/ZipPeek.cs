using System.Buffers.Binary;
using System.IO.Compression;

namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>Unpacks the first bytes of a member, enough to tell what it is. How large it claims to be does not matter: no more than asked for is ever unpacked.</summary>
internal static class ZipPeek
{
    /// <summary>Reads up to <paramref name="output"/>'s length; 0 when the member is encrypted, of another method than stored and deflate, or damaged.</summary>
    public static int Read(ReadOnlyMemory<byte> content, ZipEntry entry, Span<byte> output)
    {
        if (entry.IsEncrypted || entry.Method is not (0 or 8) || entry.LocalOffset < 0 || entry.LocalOffset + 30 > content.Length) return 0;
        var header = content.Span[(int)entry.LocalOffset..];
        var data = entry.LocalOffset + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (data >= content.Length) return 0;
        var packed = content[(int)data..];
        if (entry.CompressedBytes > 0 && entry.CompressedBytes < packed.Length) packed = packed[..(int)entry.CompressedBytes];
        if (entry.Method == 0)
        {
            var count = Math.Min(packed.Length, output.Length);
            packed.Span[..count].CopyTo(output);
            return count;
        }

        return Inflate(packed, output);
    }

    private static int Inflate(ReadOnlyMemory<byte> packed, Span<byte> output)
    {
        // The first kilobytes of deflated data hold what is looked at; a copy of more would cost for nothing.
        using var source = new MemoryStream(packed[..Math.Min(packed.Length, output.Length * 2 + 1024)].ToArray(), writable: false);
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        var filled = 0;
        try
        {
            while (filled < output.Length)
            {
                var read = inflater.Read(output[filled..]);
                if (read == 0) break;
                filled += read;
            }
        }
        catch (InvalidDataException)
        {
            // What came before the damage is still looked at.
        }

        return filled;
    }
}
