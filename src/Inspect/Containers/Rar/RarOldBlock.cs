using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>One block of a RAR 4 file: its header in the open, and where its data begin.</summary>
/// <param name="Header">The header.</param>
/// <param name="DataAt">Where the data begin in the file.</param>
internal sealed record RarOldBlock(ReadOnlyMemory<byte> Header, long DataAt)
{
    private const int LeastBytes = 7, FileBytes = 32, LargeFileBytes = 40;
    private const byte StoredMethod = 0x30;

    /// <summary>What sort of block it is.</summary>
    public int Type => Header.Span[2];

    /// <summary>Its flags.</summary>
    public int Flags => BinaryPrimitives.ReadUInt16LittleEndian(Header.Span[3..]);

    /// <summary>It is a file.</summary>
    public bool IsFile => Type == 0x74 && Header.Length >= FileBytes;

    /// <summary>The file is encrypted.</summary>
    public bool IsEncrypted => (Flags & 4) != 0;

    /// <summary>The file is a folder.</summary>
    public bool IsFolder => (Flags & 0xE0) == 0xE0;

    /// <summary>The file begins or goes on in another one.</summary>
    public bool IsSplit => (Flags & 3) != 0;

    /// <summary>The file is only stored.</summary>
    public bool IsStored => Header.Span[25] == StoredMethod;

    /// <summary>How many bytes of data follow.</summary>
    public long DataBytes => (Flags & 0x8000) == 0 || Header.Length < 11 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(Header.Span[7..]) | High(32);

    /// <summary>The unpacked size of the file.</summary>
    public long Bytes => BinaryPrimitives.ReadUInt32LittleEndian(Header.Span[11..]) | High(36);

    /// <summary>The checksum of the unpacked file.</summary>
    public uint Crc => BinaryPrimitives.ReadUInt32LittleEndian(Header.Span[16..]);

    /// <summary>The name of the file; behind a zero byte stands another form of it.</summary>
    public string Name
    {
        get
        {
            var name = Header.Span[Math.Min(NameAt, Header.Length)..Math.Min(NameAt + NameBytes, Header.Length)];
            var nul = name.IndexOf((byte)0);
            return Encoding.UTF8.GetString(nul >= 0 ? name[..nul] : name);
        }
    }

    /// <summary>The salt of an encrypted file; null for none, as very old ones have.</summary>
    public ReadOnlyMemory<byte>? Salt => (Flags & 0x400) == 0 || NameAt + NameBytes + RarOldKey.SaltBytes > Header.Length ? null : Header.Slice(NameAt + NameBytes, RarOldKey.SaltBytes);

    private bool IsLarge => IsFile && (Flags & 0x100) != 0 && Header.Length >= LargeFileBytes;

    private int NameAt => IsLarge ? LargeFileBytes : FileBytes;

    private int NameBytes => BinaryPrimitives.ReadUInt16LittleEndian(Header.Span[26..]);

    /// <summary>The block at this place; null at the end and for damage.</summary>
    /// <param name="content">The file.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="keyOf">The key of encrypted headers by their salt and the first of them; null where they are in the open.</param>
    public static RarOldBlock? Read(ReadOnlyMemory<byte> content, long at, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, RarOldKey?>? keyOf)
    {
        if (at < 0 || at + LeastBytes > content.Length) return null;
        var rest = content[(int)at..];
        if (keyOf is not null)
        {
            if (rest.Length < RarOldKey.SaltBytes + RarLock.BlockBytes || keyOf(rest[..RarOldKey.SaltBytes], rest[RarOldKey.SaltBytes..]) is not { } key) return null;
            return Open(rest[RarOldKey.SaltBytes..], key) is { } header ? new RarOldBlock(header, at + RarOldKey.SaltBytes + ((header.Length + RarLock.BlockBytes - 1) & ~(RarLock.BlockBytes - 1))) : null;
        }

        int bytes = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[5..]);
        return bytes < LeastBytes ? null : new RarOldBlock(rest[..Math.Min(bytes, rest.Length)], at + bytes);
    }

    /// <summary>The encrypted header in the open; null where its checksum, half of a CRC-32, is another one.</summary>
    public static byte[]? Open(ReadOnlyMemory<byte> locked, RarOldKey key)
    {
        var bytes = BinaryPrimitives.ReadUInt16LittleEndian(key.Decrypt(locked.Span[..RarLock.BlockBytes]).AsSpan(5));
        var filled = (bytes + RarLock.BlockBytes - 1) & ~(RarLock.BlockBytes - 1);
        if (bytes < LeastBytes || filled > locked.Length) return null;
        var header = key.Decrypt(locked.Span[..filled])[..bytes];
        return (ushort)Crc32Table.Of(header.AsSpan(2)) == BinaryPrimitives.ReadUInt16LittleEndian(header) ? header : null;
    }

    private long High(int at) => IsLarge ? (long)BinaryPrimitives.ReadInt32LittleEndian(Header.Span[at..]) << 32 : 0;
}
