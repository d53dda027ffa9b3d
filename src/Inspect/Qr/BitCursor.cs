namespace Sekisho.Inspect.Qr;

/// <summary>Reads bits, the highest first; behind the end they are zero, and <see cref="IsPastEnd"/> says so.</summary>
internal ref struct BitCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>How many bits are left.</summary>
    public readonly int Left => Math.Max(0, (_bytes.Length * 8) - _at);

    /// <summary>More was asked for than there is.</summary>
    public readonly bool IsPastEnd => _at > _bytes.Length * 8;

    /// <summary>So many bits, 24 at most.</summary>
    public int Take(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, _at++)
        {
            value <<= 1;
            if (_at >> 3 < _bytes.Length) value |= _bytes[_at >> 3] >> (7 - (_at & 7)) & 1;
        }

        return value;
    }
}
