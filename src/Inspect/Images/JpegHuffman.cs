namespace Sekisho.Inspect.Images;

/// <summary>One table of codes (ITU-T T.81 Annex C): short codes by one look, the others by their length.</summary>
internal sealed class JpegHuffman
{
    private const int FastBits = 9;

    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly byte[] _values;
    private readonly int[] _last = new int[18];
    private readonly int[] _offset = new int[17];

    /// <summary>Makes a table.</summary>
    /// <param name="counts">How many codes there are of each length, 1 to 16.</param>
    /// <param name="values">Their values, in order.</param>
    public JpegHuffman(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        int code = 0, index = 0;
        for (var length = 1; length <= 16; length++)
        {
            _offset[length] = index - code;
            for (var i = 0; i < counts[length - 1] && index < _values.Length; i++, index++, code++)
            {
                if (length > FastBits || code >= 1 << length) continue;
                var from = code << (FastBits - length);
                Array.Fill(_fast, (ushort)(length << 8 | _values[index]), from, 1 << (FastBits - length));
            }

            _last[length] = code << (16 - length);
            code <<= 1;
        }

        _last[17] = int.MaxValue;
    }

    /// <summary>The value of the next code; 0 for one that there is not.</summary>
    public int Read(ref JpegBits bits)
    {
        var next = bits.Peek(16);
        int fast = _fast[next >> (16 - FastBits)];
        if (fast != 0)
        {
            bits.Skip(fast >> 8);
            return fast & 0xFF;
        }

        var length = 1;
        while (next >= _last[length]) length++;
        if (length > 16)
        {
            bits.Skip(16);
            return 0;
        }

        bits.Skip(length);
        var at = (next >> (16 - length)) + _offset[length];
        return (uint)at < (uint)_values.Length ? _values[at] : 0;
    }
}
