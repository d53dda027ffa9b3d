namespace Sekisho.Inspect.Containers.Rar;

/// <summary>One block of a RAR 5 file: its header in the open, and where its data lie.</summary>
/// <param name="Type">1 the archive, 2 a file, 4 the encryption of headers, 5 the end.</param>
/// <param name="Flags">What all blocks have.</param>
/// <param name="Fields">The header behind the fields that all blocks have, to its end.</param>
/// <param name="Extra">The extra area, the last part of the fields.</param>
/// <param name="DataAt">Where the data begin in the file.</param>
/// <param name="DataBytes">How many there are.</param>
internal sealed record RarBlock(long Type, long Flags, ReadOnlyMemory<byte> Fields, ReadOnlyMemory<byte> Extra, long DataAt, long DataBytes)
{
    /// <summary>The longest header that the format allows, in bytes.</summary>
    private const int MaxHeaderBytes = 2 * 1024 * 1024;

    /// <summary>Where the next block begins.</summary>
    public long End => DataAt + Math.Min(DataBytes, int.MaxValue);

    /// <summary>The block at this place; null at the end and for damage.</summary>
    /// <param name="content">The file.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="key">The key of the headers; null where they are in the open.</param>
    public static RarBlock? Read(ReadOnlyMemory<byte> content, long at, byte[]? key)
    {
        if (at < 0 || at + 8 > content.Length) return null;
        var rest = content[(int)at..];
        return key is null ? Read(rest, at, 0) : ReadLocked(rest, at, key);
    }

    /// <summary>The encryption record of the extra area (type 1); null for none.</summary>
    /// <param name="isEncrypted">There is one, read or not.</param>
    public RarLock? Lock(out bool isEncrypted)
    {
        isEncrypted = false;
        var cursor = new ByteCursor(Extra.Span);
        while (cursor.Left > 0 && !cursor.IsPastEnd)
        {
            var size = RarContainer.Variable(ref cursor);
            var next = cursor.At + size;
            if (RarContainer.Variable(ref cursor) == 1)
            {
                isEncrypted = true;
                return RarLock.Read(ref cursor, hasVector: true);
            }

            cursor.Seek(next);
        }

        return null;
    }

    /// <summary>Sixteen bytes of initial vector, then the header filled up to whole blocks of the cipher.</summary>
    private static RarBlock? ReadLocked(ReadOnlyMemory<byte> rest, long at, byte[] key)
    {
        if (rest.Length < 2 * RarLock.BlockBytes) return null;
        var vector = rest.Span[..RarLock.BlockBytes];
        var locked = rest[RarLock.BlockBytes..];
        var cursor = new ByteCursor(RarLock.Decrypt(locked.Span[..RarLock.BlockBytes], key, vector));
        cursor.Skip(4);
        var bytes = RarContainer.Variable(ref cursor) + cursor.At;
        bytes = (bytes + RarLock.BlockBytes - 1) & ~(RarLock.BlockBytes - 1L);
        if (bytes > locked.Length || bytes > MaxHeaderBytes) return null;
        return Read(RarLock.Decrypt(locked.Span[..(int)bytes], key, vector), at, RarLock.BlockBytes + bytes);
    }

    /// <summary>Checksum, length, type, flags; the lengths of extra area and data where flags say so.</summary>
    private static RarBlock? Read(ReadOnlyMemory<byte> header, long at, long lockedBytes)
    {
        var cursor = new ByteCursor(header.Span);
        cursor.Skip(4);
        var bytes = RarContainer.Variable(ref cursor);
        var start = cursor.At;
        var (type, flags) = (RarContainer.Variable(ref cursor), RarContainer.Variable(ref cursor));
        var extraBytes = (flags & 1) != 0 ? RarContainer.Variable(ref cursor) : 0;
        var dataBytes = (flags & 2) != 0 ? RarContainer.Variable(ref cursor) : 0;
        if (cursor.IsPastEnd || bytes == 0 || bytes > MaxHeaderBytes) return null;
        var end = (int)Math.Min(start + bytes, header.Length);
        var fields = cursor.At < end ? header[cursor.At..end] : ReadOnlyMemory<byte>.Empty;
        var extra = extraBytes <= fields.Length ? fields[(int)(fields.Length - extraBytes)..] : ReadOnlyMemory<byte>.Empty;
        return new RarBlock(type, flags, fields, extra, at + (lockedBytes > 0 ? lockedBytes : start + bytes), dataBytes);
    }
}
