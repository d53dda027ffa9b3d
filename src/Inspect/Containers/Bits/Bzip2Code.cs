namespace Sekisho.Inspect.Containers.Bits;

/// <summary>A Huffman code of bzip2: canonical, of at most 20 bits.</summary>
internal sealed class Bzip2Code
{
    /// <summary>The longest code, in bits.</summary>
    public const int MaxBits = 20;

    private readonly int[] _limit = new int[MaxBits + 2];
    private readonly int[] _offset = new int[MaxBits + 2];
    private readonly int[] _symbols;

    /// <summary>Makes a code of the lengths of its symbols, none of them 0.</summary>
    public Bzip2Code(ReadOnlySpan<byte> lengths)
    {
        Span<int> counts = stackalloc int[MaxBits + 2];
        foreach (var length in lengths) counts[length]++;
        Span<int> next = stackalloc int[MaxBits + 2];
        int code = 0, index = 0;
        for (var bits = 1; bits <= MaxBits; bits++)
        {
            next[bits] = index;
            _offset[bits] = index - code;
            code += counts[bits];
            index += counts[bits];
            _limit[bits] = code;
            code <<= 1;
        }

        _symbols = new int[lengths.Length];
        for (var symbol = 0; symbol < lengths.Length; symbol++) _symbols[next[lengths[symbol]]++] = symbol;
    }

    /// <summary>The next symbol; -1 for bits that mean none.</summary>
    public int Read(ref Bzip2Bits bits)
    {
        var code = 0;
        for (var length = 1; length <= MaxBits; length++)
        {
            code = code << 1 | (int)bits.Read(1);
            if (code >= _limit[length]) continue;
            var index = code + _offset[length];
            return index >= 0 && index < _symbols.Length ? _symbols[index] : -1;
        }

        return -1;
    }
}
