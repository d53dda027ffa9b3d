namespace Sekisho.Inspect.Containers.Bits;

/// <summary>A canonical Huffman code of at most 16 bits: shorter codes first, those of a length in the order of their symbols.</summary>
internal sealed class PrefixCode
{
    private const int MaxBits = 16;
    private const int QuickBits = 9;

    private readonly int[] _limits;
    private readonly int[] _offsets;
    private readonly ushort[] _symbols;

    /// <summary>By the first bits: the symbol and its length, or -1 where so few bits do not tell.</summary>
    private readonly int[] _quick;

    private readonly bool _isSingle;

    private PrefixCode(int symbols) => (_limits, _offsets, _symbols, _quick) = (new int[MaxBits + 1], new int[MaxBits + 1], new ushort[symbols], new int[1 << QuickBits]);

    private PrefixCode(int symbol, bool isSingle) => (_limits, _offsets, _symbols, _quick, _isSingle) = ([], [], [(ushort)symbol], [], isSingle);

    /// <summary>Makes a code of the lengths of its symbols, 0 for those that do not occur; null where the lengths are impossible.</summary>
    public static PrefixCode? Of(ReadOnlySpan<byte> lengths)
    {
        Span<int> counts = stackalloc int[MaxBits + 1];
        foreach (var length in lengths) counts[Math.Min((int)length, MaxBits)]++;
        var code = new PrefixCode(lengths.Length - counts[0]);
        Span<int> next = stackalloc int[MaxBits + 2];
        int first = 0, index = 0;
        for (var bits = 1; bits <= MaxBits; bits++)
        {
            next[bits] = index;
            code._offsets[bits] = index - (first >> (MaxBits - bits));
            index += counts[bits];
            first += counts[bits] << (MaxBits - bits);
            if (first > 1 << MaxBits) return null;
            code._limits[bits] = first;
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] > 0)
                code._symbols[next[Math.Min((int)lengths[symbol], MaxBits)]++] = (ushort)symbol;
        code.FillQuick(counts);
        return code;
    }

    /// <summary>A code with one symbol that takes no bits.</summary>
    public static PrefixCode Single(int symbol) => new(symbol, isSingle: true);

    /// <summary>The next symbol; -1 for bits that mean none.</summary>
    public int Read(ref HighBits bits)
    {
        if (_isSingle) return _symbols[0];
        var head = bits.Peek();
        var found = _quick[head >> (MaxBits - QuickBits)];
        if (found < 0) found = Find(head, MaxBits);
        if (found < 0) return -1;
        bits.Skip(found & 0xFF);
        return found >> 8;
    }

    /// <summary>In the order of the codes: each symbol takes as many places as there are continuations of it. Packed blocks of a few bytes may bring new codes each.</summary>
    private void FillQuick(ReadOnlySpan<int> counts)
    {
        int at = 0, index = 0;
        for (var bits = 1; bits <= QuickBits; bits++)
        {
            for (var i = 0; i < counts[bits]; i++, index++)
            {
                var places = 1 << (QuickBits - bits);
                _quick.AsSpan(at, places).Fill(_symbols[index] << 8 | bits);
                at += places;
            }
        }

        _quick.AsSpan(at).Fill(-1);
    }

    /// <summary>The symbol, and in the lower eight bits its length; -1 where so many bits are not enough to tell.</summary>
    private int Find(int head, int maxBits)
    {
        for (var bits = 1; bits <= maxBits; bits++)
        {
            if (head >= _limits[bits]) continue;
            var index = _offsets[bits] + (head >> (MaxBits - bits));
            return index < 0 || index >= _symbols.Length ? -1 : _symbols[index] << 8 | bits;
        }

        return -1;
    }
}
