using System.Text;

namespace Sekisho.Inspect.Containers.Lzh;

/// <summary>One header of an LHA archive.</summary>
internal sealed record LzhHeader
{
    private const int FixedBytes = 21;

    /// <summary>The method, as it stands there: "-lh5-".</summary>
    public required string Method { get; init; }

    /// <summary>The name with its folders, in the character set of whoever wrote it or in UTF-8.</summary>
    public required byte[] Name { get; init; }

    /// <summary>How long the header is, with all extensions.</summary>
    public required long HeaderBytes { get; init; }

    /// <summary>How long the data behind it are.</summary>
    public required long PackedBytes { get; init; }

    /// <summary>How long they are unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>Reads a header of any level; null where there is none.</summary>
    public static LzhHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedBytes + 3 || bytes[2] != (byte)'-' || bytes[6] != (byte)'-') return null;
        var cursor = new ByteCursor(bytes);
        int first = cursor.Byte(), second = cursor.Byte(), level = bytes[20];
        var method = Encoding.Latin1.GetString(cursor.Take(5));
        long packed = cursor.UInt32(), size = cursor.UInt32();
        cursor.Seek(FixedBytes);
        ReadOnlySpan<byte> name = [];
        long headerBytes = first + 2;
        if (level <= 1) name = cursor.Take(cursor.Byte());
        cursor.Skip(2);
        if (level == 0) return cursor.IsPastEnd ? null : Make(method, name, headerBytes, packed, size);
        if (level > 3) return null;
        cursor.Skip(1);
        if (level == 2) headerBytes = first | second << 8;
        if (level == 3) headerBytes = cursor.UInt32();
        var shown = ReadExtensions(ref cursor, level == 3, name, out var extensionBytes);
        if (cursor.IsPastEnd || headerBytes < FixedBytes) return null;

        // The size that level 1 tells is that of data and extensions.
        if (level == 1) (headerBytes, packed) = (headerBytes + extensionBytes, packed - extensionBytes);
        return packed < 0 ? null : Make(method, shown, headerBytes, packed, size);
    }

    private static LzhHeader Make(string method, ReadOnlySpan<byte> name, long headerBytes, long packed, long size) =>
        new() { Method = method, Name = name.ToArray(), HeaderBytes = headerBytes, PackedBytes = packed, Bytes = size };

    /// <summary>Extensions: 1 is the name, 2 the folder with 0xFF between its levels; 0x44 and 0x45 the same in UTF-16.</summary>
    private static ReadOnlySpan<byte> ReadExtensions(ref ByteCursor cursor, bool isLong, ReadOnlySpan<byte> name, out long allBytes)
    {
        string? wideName = null, wideFolder = null;
        ReadOnlySpan<byte> folder = [];
        var sizeBytes = isLong ? 4 : 2;
        allBytes = 0;
        while (!cursor.IsPastEnd)
        {
            var bytes = isLong ? cursor.UInt32() : cursor.UInt16();
            if (bytes < sizeBytes + 1) break;
            allBytes += bytes;
            var type = cursor.Byte();
            var value = cursor.Take(bytes - sizeBytes - 1);
            if (type == 1) name = value;
            else if (type == 2) folder = value;
            else if (type == 0x44) wideName = Encoding.Unicode.GetString(value);
            else if (type == 0x45) wideFolder = Encoding.Unicode.GetString(value);
        }

        if (wideName is not null) return Encoding.UTF8.GetBytes(((wideFolder ?? "") + wideName).Replace('\uFFFF', '/'));
        if (folder.IsEmpty) return name;
        byte[] path = [.. folder, .. name];
        path.AsSpan(0, folder.Length).Replace((byte)0xFF, (byte)'/');
        return path;
    }
}
