namespace Sekisho.Inspect.Images.Tiff;

/// <summary>Bits of a fax picture, the highest first; zero behind the end.</summary>
internal ref struct FaxBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>All has been taken.</summary>
    public readonly bool IsOver => _at >= _bytes.Length * 8L;

    /// <summary>The next bits without taking them, 16 at most.</summary>
    public readonly int Peek(int count)
    {
        var place = _at >> 3;
        var value = place + 2 < _bytes.Length
            ? _bytes[place] << 16 | _bytes[place + 1] << 8 | _bytes[place + 2]
            : (place < _bytes.Length ? _bytes[place] << 16 : 0) | (place + 1 < _bytes.Length ? _bytes[place + 1] << 8 : 0);
        return value >> (24 - (_at & 7) - count) & ((1 << count) - 1);
    }

    public void Skip(int count) => _at += count;

    /// <summary>Goes on to a whole byte.</summary>
    public void Align() => _at = (_at + 7) & ~7;
}
