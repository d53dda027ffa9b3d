namespace Sekisho.Inspect.Images;

/// <summary>The bits of a scan (ITU-T T.81 §F.2.2.5): stuffed zeros taken out; behind the end or a marker everything is zero.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> bytes, int start)
{
    /// <summary>How many bits beyond the end may be read before the scan counts as over: a damaged end still gives its last blocks.</summary>
    private const int MaxMissingBits = 4096;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private uint _buffer;
    private int _count;
    private int _missing;

    /// <summary>Where the next byte is.</summary>
    public int At { get; private set; } = start;

    /// <summary>Nothing is left but made-up zeros.</summary>
    public readonly bool IsOver => _missing > MaxMissingBits;

    /// <summary>The next bits without taking them, 16 at most.</summary>
    public int Peek(int count)
    {
        if (_count < count) Fill();
        return (int)(_buffer >> (32 - count));
    }

    public void Skip(int count)
    {
        _buffer <<= count;
        _count -= count;
    }

    /// <summary>So many bits, 0 to 16.</summary>
    public int Take(int count)
    {
        if (count == 0) return 0;
        var value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>A number of so many bits with its sign (Table F.1).</summary>
    public int TakeSigned(int count)
    {
        if (count == 0) return 0;
        var value = Take(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Goes behind the next restart marker, if that is what comes; false where another marker or the end comes.</summary>
    public bool Restart()
    {
        (_buffer, _count, _missing) = (0, 0, 0);
        while (At + 1 < _bytes.Length)
        {
            if (_bytes[At] != 0xFF || _bytes[At + 1] is 0 or 0xFF)
            {
                At++;
                continue;
            }

            if (_bytes[At + 1] is < 0xD0 or > 0xD7) return false;
            At += 2;
            return true;
        }

        return false;
    }

    private void Fill()
    {
        while (_count <= 24)
        {
            uint value = 0;
            if (At < _bytes.Length && _bytes[At] != 0xFF) value = _bytes[At++];
            else if (At + 1 < _bytes.Length && _bytes[At + 1] == 0)
            {
                value = 0xFF;
                At += 2;
            }
            else _missing += 8;

            _buffer |= value << (24 - _count);
            _count += 8;
        }
    }
}
