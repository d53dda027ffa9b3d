namespace Sekisho.Testing.Bombs;

/// <summary>The packing side of LZMA (Igor Pavlov, LZMA specification), for bytes told one by one.</summary>
internal sealed class RangeEncoder
{
    private readonly List<byte> _output = [];
    private ulong _low;
    private uint _range = uint.MaxValue;
    private byte _cache;
    private long _cached = 1;

    /// <summary>The same byte so many times, without a match: with lc, lp and pb zero it takes a quarter of a bit each in the end.</summary>
    public static byte[] Literals(byte value, int count)
    {
        var encoder = new RangeEncoder();
        var isMatch = (ushort)1024;
        var literal = new ushort[256];
        Array.Fill(literal, (ushort)1024);
        for (var i = 0; i < count; i++)
        {
            encoder.Bit(ref isMatch, 0);
            for (int symbol = 1, bit = 7; bit >= 0; bit--)
            {
                var one = value >> bit & 1;
                encoder.Bit(ref literal[symbol], one);
                symbol = symbol << 1 | one;
            }
        }

        for (var i = 0; i < 5; i++) encoder.ShiftLow();
        return [.. encoder._output];
    }

    private void Bit(ref ushort probability, int bit)
    {
        var bound = (_range >> 11) * probability;
        if (bit == 0)
        {
            _range = bound;
            probability += (ushort)((2048 - probability) >> 5);
        }
        else
        {
            _low += bound;
            _range -= bound;
            probability -= (ushort)(probability >> 5);
        }

        for (; _range < 1 << 24; _range <<= 8) ShiftLow();
    }

    private void ShiftLow()
    {
        if (_low < 0xFF000000 || _low > uint.MaxValue)
        {
            for (var carry = (byte)(_low >> 32); _cached > 0; _cached--, _cache = 0xFF) _output.Add((byte)(_cache + carry));
            _cache = (byte)(_low >> 24);
        }

        _cached++;
        _low = (_low & 0x00FFFFFF) << 8;
    }
}
