namespace Sekisho.Inspect.Images.Webp;

/// <summary>One prefix code (RFC 9649 §3.7.2.1): a table for the first eight bits, and the symbols in the order of their codes for longer ones.</summary>
internal sealed class LosslessCode
{
    /// <summary>The longest code, in bits.</summary>
    public const int MaxBits = 15;

    private const int TableBits = 8;

    private static readonly ushort[] None = [];

    private readonly ushort[] _table = None;
    private readonly ushort[] _sorted = None;
    private readonly ushort[] _counts = None;
    private readonly int _only;

    private LosslessCode(int only) => _only = only;

    private LosslessCode(ReadOnlySpan<byte> lengths, ushort[] counts, int used)
    {
        (_counts, _sorted, _table) = (counts, new ushort[used], new ushort[1 << TableBits]);
        Span<int> next = stackalloc int[MaxBits + 1];
        Span<int> place = stackalloc int[MaxBits + 1];
        for (int length = 1, code = 0, before = 0; length <= MaxBits; length++)
        {
            code = (code + (length > 1 ? counts[length - 1] : 0)) << 1;
            (next[length], place[length]) = (code, before);
            before += counts[length];
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0) continue;
            _sorted[place[length]++] = (ushort)symbol;
            var code = next[length]++;
            if (length > TableBits) continue;
            // Codes stand in the stream with their highest bit first.
            var turned = 0;
            for (var i = 0; i < length; i++) turned |= (code >> i & 1) << (length - 1 - i);
            for (; turned < _table.Length; turned += 1 << length) _table[turned] = (ushort)(symbol << 4 | length);
        }
    }

    /// <summary>How much memory it takes, in symbols.</summary>
    public int Weight => _sorted.Length + _table.Length + 32;

    /// <summary>Makes a code; null where the lengths are those of none.</summary>
    public static LosslessCode? Of(ReadOnlySpan<byte> lengths)
    {
        var counts = new ushort[MaxBits + 1];
        int used = 0, last = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] == 0) continue;
            counts[lengths[i]]++;
            used++;
            last = i;
        }

        if (used <= 1) return used == 0 ? null : new LosslessCode(last);
        var left = 1;
        for (var length = 1; length <= MaxBits; length++)
        {
            left = (left << 1) - counts[length];
            if (left < 0) return null;
        }

        return left == 0 ? new LosslessCode(lengths, counts, used) : null;
    }

    /// <summary>A code of one or two symbols.</summary>
    public static LosslessCode Of(int first, int? second)
    {
        if (second is not { } other || other == first) return new LosslessCode(first);
        Span<byte> lengths = stackalloc byte[256];
        (lengths[first], lengths[other]) = (1, 1);
        return Of(lengths)!;
    }

    /// <summary>The next symbol.</summary>
    public int Read(LosslessBits bits)
    {
        if (_table.Length == 0) return _only;
        int entry = _table[bits.Peek(TableBits)];
        if (entry != 0)
        {
            bits.Skip(entry & 15);
            return entry >> 4;
        }

        var ahead = bits.Peek(MaxBits);
        for (int length = 1, code = 0, first = 0, place = 0; length <= MaxBits; length++)
        {
            code |= ahead >> (length - 1) & 1;
            int count = _counts[length];
            if (code - first < count)
            {
                bits.Skip(length);
                return _sorted[place + code - first];
            }

            (place, first, code) = (place + count, (first + count) << 1, code << 1);
        }

        bits.Skip(MaxBits);
        return 0;
    }
}
