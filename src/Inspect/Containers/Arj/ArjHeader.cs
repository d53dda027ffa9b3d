namespace Sekisho.Inspect.Containers.Arj;

/// <summary>One header of an ARJ archive, of the archive itself or of a member.</summary>
/// <param name="Name">The name, in the code page of its maker.</param>
/// <param name="Method">How it is packed: 0 stored, 1 to 3 with Huffman codes, 4 fast.</param>
/// <param name="Type">2 the archive, 3 a folder, 4 the name of a disk; 0 and 1 files.</param>
/// <param name="Flags">1 encrypted; 4 it goes on in another file, 8 it came from one.</param>
/// <param name="PackedBytes">How many bytes of data follow.</param>
/// <param name="Bytes">How large it is unpacked.</param>
/// <param name="HeaderBytes">How long the header is, with all that belongs to it.</param>
internal sealed record ArjHeader(byte[] Name, int Method, int Type, int Flags, long PackedBytes, long Bytes, int HeaderBytes)
{
    /// <summary>What makes the first header of an archive.</summary>
    public const int ArchiveType = 2;

    /// <summary>The longest header that the format allows, in bytes.</summary>
    private const int MaxBasicBytes = 2600;

    private const int SumBytes = 4;

    /// <summary>It is encrypted.</summary>
    public bool IsEncrypted => (Flags & 1) != 0;

    /// <summary>It is spread over several files.</summary>
    public bool IsSplit => (Flags & 12) != 0;

    /// <summary>Reads one; null at the end and for damage.</summary>
    /// <param name="bytes">Where it begins.</param>
    /// <param name="isEnd">It is the mark of the end: a header of no length.</param>
    public static ArjHeader? Read(ReadOnlySpan<byte> bytes, out bool isEnd)
    {
        isEnd = false;
        var cursor = new ByteCursor(bytes);
        if (cursor.UInt16() != 0xEA60) return null;
        int basic = cursor.UInt16();
        isEnd = basic == 0 && !cursor.IsPastEnd;
        if (basic is 0 or > MaxBasicBytes) return null;
        var fields = new ByteCursor(cursor.Take(basic));
        int firstBytes = fields.Byte();
        fields.Skip(3);
        int flags = fields.Byte(), method = fields.Byte(), type = fields.Byte();
        fields.Skip(5);
        long packed = fields.UInt32(), unpacked = fields.UInt32();
        fields.Seek(firstBytes);
        var name = fields.Rest;
        var end = name.IndexOf((byte)0);
        cursor.Skip(SumBytes);
        // Extended headers, each with its checksum, up to one of no length.
        for (int extended = cursor.UInt16(); extended > 0; extended = cursor.UInt16()) cursor.Skip(extended + SumBytes);
        return fields.IsPastEnd || cursor.IsPastEnd || end < 0 ? null : new ArjHeader(name[..end].ToArray(), method, type, flags, type == ArchiveType ? 0 : packed, unpacked, cursor.At);
    }
}
