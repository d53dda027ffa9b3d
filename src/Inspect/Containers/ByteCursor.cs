using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers;

/// <summary>Reads numbers one behind the other and never throws: behind the end everything is zero, and <see cref="IsPastEnd"/> says so.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next byte is.</summary>
    public int At { get; private set; }

    /// <summary>More was asked for than there is.</summary>
    public bool IsPastEnd { get; private set; }

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[At..];

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _bytes.Length - At;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } field ? BinaryPrimitives.ReadUInt16LittleEndian(field) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } field ? BinaryPrimitives.ReadUInt32LittleEndian(field) : 0;

    public ulong UInt64() => Take(8) is { Length: 8 } field ? BinaryPrimitives.ReadUInt64LittleEndian(field) : 0;

    /// <summary>So many bytes; none, when there are fewer.</summary>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            IsPastEnd = true;
            At = _bytes.Length;
            return [];
        }

        var field = _bytes.Slice(At, (int)count);
        At += (int)count;
        return field;
    }

    /// <summary>Goes on so many bytes.</summary>
    public void Skip(long count) => Take(count);

    /// <summary>Goes to a place from the start.</summary>
    public void Seek(long at)
    {
        if (at < 0 || at > _bytes.Length)
        {
            IsPastEnd = true;
            at = _bytes.Length;
        }

        At = (int)at;
    }
}
