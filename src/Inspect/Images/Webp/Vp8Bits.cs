namespace Sekisho.Inspect.Images.Webp;

/// <summary>The arithmetic decoder of VP8 (RFC 6386 §7); behind the end everything is zero, and <see cref="IsOver"/> says so.</summary>
internal sealed class Vp8Bits
{
    /// <summary>How many bytes beyond the end may be made up: a damaged end still gives its last blocks.</summary>
    private const int MaxMissing = 64;

    private readonly ReadOnlyMemory<byte> _bytes;
    private int _at;
    private int _missing;
    private ulong _value;
    private int _bits = -8;
    private uint _range = 254;

    public Vp8Bits(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Nothing is left but made-up zeros.</summary>
    public bool IsOver => _missing > MaxMissing;

    /// <summary>One bit that is zero with a probability of so many 256ths.</summary>
    public int Take(int probability)
    {
        if (_bits < 0) Fill();
        var split = (_range * (uint)probability) >> 8;
        var value = (uint)(_value >> _bits);
        int bit;
        if (value > split)
        {
            _range -= split + 1;
            _value -= (ulong)(split + 1) << _bits;
            bit = 1;
        }
        else
        {
            _range = split;
            bit = 0;
        }

        if (_range < 127)
        {
            var shift = System.Numerics.BitOperations.LeadingZeroCount(_range + 1) - 24;
            _range = ((_range + 1) << shift) - 1;
            _bits -= shift;
        }

        return bit;
    }

    /// <summary>Whether the next even bit is one.</summary>
    public bool Flag() => Take(128) != 0;

    /// <summary>A number of so many bits, the highest first.</summary>
    public int Number(int count)
    {
        var value = 0;
        while (count-- > 0) value = value << 1 | Take(128);
        return value;
    }

    /// <summary>A number with its sign behind it.</summary>
    public int Signed(int count)
    {
        var value = Number(count);
        return Flag() ? -value : value;
    }

    /// <summary>A signed number where a flag says that there is one; zero otherwise.</summary>
    public int Optional(int count) => Flag() ? Signed(count) : 0;

    private void Fill()
    {
        var bytes = _bytes.Span;
        while (_bits < 0 || _bits <= 40)
        {
            uint next = 0;
            if (_at < bytes.Length) next = bytes[_at++];
            else _missing++;
            _value = _value << 8 | next;
            _bits += 8;
        }
    }
}
