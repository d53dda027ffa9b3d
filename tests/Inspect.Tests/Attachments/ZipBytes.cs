using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Sekisho.Inspect.Tests.Attachments;

/// <summary>Zip files for tests: honest ones, and headers written by hand.</summary>
internal static class ZipBytes
{
    public static byte[] Of(params (string Name, byte[] Content)[] members)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return output.ToArray();
    }

    public static byte[] Local(string name, byte[] content, int flags = 0, int method = 0)
    {
        var raw = Encoding.UTF8.GetBytes(name);
        var header = new byte[30];
        "PK\x03\x04"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)method);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)raw.Length);
        return [.. header, .. raw, .. content];
    }

    public static byte[] Central(string name, int size, int offset, int flags = 0, int method = 0)
    {
        var raw = Encoding.UTF8.GetBytes(name);
        var header = new byte[46];
        "PK\x01\x02"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(10), (ushort)method);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), size);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), size);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)raw.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(42), offset);
        return [.. header, .. raw];
    }

    public static byte[] End(int count, int size, int offset)
    {
        var record = new byte[22];
        "PK\x05\x06"u8.CopyTo(record);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), size);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(16), offset);
        return record;
    }

    /// <summary>One stored member, with the local header and the directory saying what they are told to.</summary>
    public static byte[] Contradicting(byte[] local, byte[] central) => [.. local, .. central, .. End(1, central.Length, local.Length)];
}
