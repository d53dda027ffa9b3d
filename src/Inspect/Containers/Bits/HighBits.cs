namespace Sekisho.Inspect.Containers.Bits;

/// <summary>Reads bits from the highest of a byte on; behind the end everything is zero, and <see cref="IsPastEnd"/> says so.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="areWords">The bytes are pairs with the lower one first, of which the higher comes first (LZX).</param>
internal ref struct HighBits(ReadOnlySpan<byte> bytes, bool areWords = false)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _swap = areWords ? 1 : 0;
    private ulong _buffer;
    private int _count;
    private int _at;

    /// <summary>Bits were used that are not there.</summary>
    public readonly bool IsPastEnd => BitsUsed > _bytes.Length * 8L;

    /// <summary>How many bits were used.</summary>
    public readonly long BitsUsed => (_at * 8L) - _count;

    /// <summary>The next 16 bits, which stay.</summary>
    public int Peek()
    {
        while (_count < 16)
        {
            var at = _at ^ _swap;
            _buffer = _buffer << 8 | (at < _bytes.Length ? _bytes[at] : 0u);
            _at++;
            _count += 8;
        }

        return (int)(_buffer >> (_count - 16)) & 0xFFFF;
    }

    /// <summary>Goes on at most 16 bits.</summary>
    public void Skip(int bits)
    {
        Peek();
        _count -= bits;
    }

    /// <summary>Reads at most 16 bits.</summary>
    public int Read(int bits)
    {
        var value = Peek() >> (16 - bits);
        _count -= bits;
        return value;
    }

    /// <summary>Reads at most 32 bits.</summary>
    public uint ReadLong(int bits) => bits <= 16 ? (uint)Read(bits) : (uint)Read(bits - 16) << 16 | (uint)Read(16);
}
