namespace Sekisho.Inspect.Containers.Bits;

/// <summary>Bits from the highest on; zeros behind the end.</summary>
internal ref struct Bzip2Bits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _buffer;
    private int _count;
    private int _at;

    public readonly long BitsUsed => (_at * 8L) - _count;

    public readonly bool IsPastEnd => _at > _bytes.Length + 8;

    public uint Read(int bits)
    {
        while (_count < bits)
        {
            _buffer = _buffer << 8 | (_at < _bytes.Length ? _bytes[_at] : 0u);
            _at++;
            _count += 8;
        }

        _count -= bits;
        return (uint)(_buffer >> _count) & ((1u << bits) - 1);
    }
}
