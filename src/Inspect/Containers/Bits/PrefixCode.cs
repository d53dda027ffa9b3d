namespace Sekisho.Inspect.Containers.Bits;

/// <summary>A canonical Huffman code of at most 16 bits: shorter codes first, those of a length in the order of their symbols.</summary>
internal sealed class PrefixCode
{
    private const int MaxBits = 16;
    private const int QuickBits = 9;

    private readonly int[] _limits = new int[MaxBits + 1];
    private readonly int[] _offsets = new int[MaxBits + 1];
    private readonly ushort[] _symbols;
    private readonly int[] _quick = new int[1 << QuickBits];

    private PrefixCode(int symbols) => _symbols = new ushort[symbols];

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
        for (var head = 0; head < code._quick.Length; head++) code._quick[head] = code.Find(head << (MaxBits - QuickBits), QuickBits);
        return code;
    }

    /// <summary>A code with one symbol that takes no bits.</summary>
    public static PrefixCode Single(int symbol)
    {
        var code = new PrefixCode(1);
        code._symbols[0] = (ushort)symbol;
        Array.Fill(code._quick, symbol << 8);
        return code;
    }

    /// <summary>The next symbol; -1 for bits that mean none.</summary>
    public int Read(ref HighBits bits)
    {
        var head = bits.Peek();
        var found = _quick[head >> (MaxBits - QuickBits)];
        if (found < 0) found = Find(head, MaxBits);
        if (found < 0) return -1;
        bits.Skip(found & 0xFF);
        return found >> 8;
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
