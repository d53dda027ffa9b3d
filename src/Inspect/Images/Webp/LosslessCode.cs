namespace Sekisho.Inspect.Images.Webp;

/// <summary>
/// One prefix code (RFC 9649 §3.7.2.1). It is canonical: in the order of their lengths, and among one length of the symbols, the codes
/// are consecutive numbers. So read as fractions of 15 bits, the codes of one length lie between those of the shorter and the longer ones.
/// </summary>
internal sealed class LosslessCode
{
    /// <summary>The longest code, in bits.</summary>
    public const int MaxBits = 15;

    /// <summary>Codes of so many bits and less are found at once.</summary>
    private const int ShortBits = 8;

    /// <summary>Places of <see cref="_short"/> hold a symbol and, in the lowest four bits, the length of its code.</summary>
    private const int LengthBits = 4, LengthMask = (1 << LengthBits) - 1;

    /// <summary>By the next eight bits of the stream; 0 where the code is longer.</summary>
    private readonly ushort[] _short = [];

    /// <summary>The symbols in the order of their codes.</summary>
    private readonly ushort[] _symbols = [];

    /// <summary>By length: the first number of 15 bits behind its codes.</summary>
    private readonly int[] _bounds = [];

    /// <summary>By length: what is added to a code for its place among the symbols.</summary>
    private readonly int[] _places = [];

    /// <summary>The symbol of a code that has one alone, which takes no bits.</summary>
    private readonly int _only;

    private LosslessCode(int only) => _only = only;

    private LosslessCode(ReadOnlySpan<byte> lengths, int used, int[] bounds, int[] places)
    {
        (_bounds, _places, _symbols, _short) = (bounds, places, new ushort[used], new ushort[1 << ShortBits]);
        Span<int> next = stackalloc int[MaxBits + 1];
        for (var length = 1; length <= MaxBits; length++) next[length] = places[length] + (bounds[length - 1] >> (MaxBits - length));
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] > 0) _symbols[next[lengths[symbol]]++] = (ushort)symbol;

        // Short codes in their order: each is how the next few numbers of eight bits begin.
        var number = 0;
        for (var place = 0; place < used && lengths[_symbols[place]] <= ShortBits; place++)
        {
            int length = lengths[_symbols[place]];
            for (var end = number + (1 << (ShortBits - length)); number < end; number++)
                _short[BitOrder.Reverse(number, ShortBits)] = (ushort)(_symbols[place] << LengthBits | length);
        }
    }

    /// <summary>How much memory it takes, in symbols.</summary>
    public int Weight => _symbols.Length + _short.Length + (2 * (_bounds.Length + _places.Length));

    /// <summary>Makes a code of the lengths of its symbols' codes, 0 for those that do not occur; null where there is no such code.</summary>
    public static LosslessCode? Of(ReadOnlySpan<byte> lengths)
    {
        Span<int> counts = stackalloc int[MaxBits + 1];
        counts.Clear();
        foreach (var length in lengths) counts[length]++;
        var used = lengths.Length - counts[0];
        if (used == 0) return null;
        if (used == 1) return new LosslessCode(lengths.IndexOfAnyExcept((byte)0));

        int[] bounds = new int[MaxBits + 1], places = new int[MaxBits + 1];
        for (int length = 1, before = 0; length <= MaxBits; length++)
        {
            places[length] = before - (bounds[length - 1] >> (MaxBits - length));
            bounds[length] = bounds[length - 1] + (counts[length] << (MaxBits - length));
            before += counts[length];
        }

        // More codes than there are numbers, or numbers without a code: a picture that is made to confuse, or damaged.
        return bounds[MaxBits] == 1 << MaxBits ? new LosslessCode(lengths, used, bounds, places) : null;
    }

    /// <summary>The next symbol.</summary>
    public int Read(LosslessBits bits)
    {
        if (_short.Length == 0) return _only;
        int known = _short[bits.Peek(ShortBits)];
        if (known != 0)
        {
            bits.Skip(known & LengthMask);
            return known >> LengthBits;
        }

        // Codes stand in the stream with their highest bit first. No number is behind the longest code: the code is complete.
        var number = BitOrder.Reverse(bits.Peek(MaxBits), MaxBits);
        var length = ShortBits + 1;
        while (number >= _bounds[length]) length++;
        bits.Skip(length);
        return _symbols[_places[length] + (number >> (MaxBits - length))];
    }
}
