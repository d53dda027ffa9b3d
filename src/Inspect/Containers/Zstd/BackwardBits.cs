namespace Sekisho.Inspect.Containers.Zstd;

/// <summary>Reads bits from the end of a stream to its beginning (RFC 8878 §4.1 and §4.2.2): the highest one bit of the last byte stands before the first. Before the beginning all is zero.</summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> _bytes;
    private long _left;

    /// <summary>A stream; one that has no one bit in its last byte is damaged.</summary>
    public BackwardBits(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _left = bytes.IsEmpty || bytes[^1] == 0 ? -1 : (bytes.Length * 8L) - byte.LeadingZeroCount(bytes[^1]) - 1;
    }

    /// <summary>More was read than there is, or the stream is damaged.</summary>
    public readonly bool IsPastEnd => _left < 0;

    /// <summary>How many bits are left.</summary>
    public readonly long Left => _left;

    /// <summary>Reads so many bits, 57 at most.</summary>
    public ulong Read(int bits)
    {
        var value = Peek(bits);
        _left -= bits;
        return value;
    }

    /// <summary>Goes on so many bits.</summary>
    public void Skip(int bits) => _left -= bits;

    /// <summary>The next bits, 57 at most.</summary>
    public readonly ulong Peek(int bits)
    {
        var from = _left - bits;
        if (from < 0) return _left <= 0 ? 0 : At(0, (int)_left) << (int)-from;
        return At(from, bits);
    }

    private readonly ulong At(long bit, int count)
    {
        var at = (int)(bit >> 3);
        ulong value = 0;
        if (at + 8 <= _bytes.Length) value = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]);
        else
            for (var i = at; i < _bytes.Length; i++)
                value |= (ulong)_bytes[i] << ((i - at) * 8);
        return value >> (int)(bit & 7) & ((1UL << count) - 1);
    }
}
