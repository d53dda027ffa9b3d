using System.Numerics;

namespace Sekisho.Inspect.Containers.Zstd;

/// <summary>A table of finite state entropy (RFC 8878 §4.1): each state stands for a symbol, and says how many bits lead to the next.</summary>
internal sealed class FseTable
{
    /// <summary>The most symbols of any table that is read here: the weights of a Huffman code.</summary>
    private const int MaxSymbols = 256;

    private readonly byte[] _symbols, _bits;
    private readonly ushort[] _bases;

    /// <summary>A table for probabilities, -1 standing for "less than one" (§4.1.1).</summary>
    public FseTable(ReadOnlySpan<short> probabilities, int log)
    {
        Log = log;
        var size = 1 << log;
        (_symbols, _bits, _bases) = (new byte[size], new byte[size], new ushort[size]);
        Span<int> next = stackalloc int[MaxSymbols];
        var high = size;
        for (var symbol = 0; symbol < probabilities.Length; symbol++)
        {
            next[symbol] = Math.Abs((int)probabilities[symbol]);
            if (probabilities[symbol] == -1) _symbols[--high] = (byte)symbol;
        }

        // Symbols are spread over the table in steps that meet every place once; those at the top are passed over.
        var (step, at) = ((size >> 1) + (size >> 3) + 3, 0);
        for (var symbol = 0; symbol < probabilities.Length; symbol++)
        {
            for (var i = 0; i < probabilities[symbol]; i++)
            {
                _symbols[at] = (byte)symbol;
                do at = (at + step) & (size - 1);
                while (at >= high);
            }
        }

        for (var state = 0; state < size; state++)
        {
            var number = next[_symbols[state]]++;
            _bits[state] = (byte)(log - BitOperations.Log2((uint)number));
            _bases[state] = (ushort)((number << _bits[state]) - size);
        }
    }

    /// <summary>A table of one state, for one symbol that is repeated.</summary>
    public FseTable(byte symbol) => (_symbols, _bits, _bases) = ([symbol], [0], [0]);

    /// <summary>How many bits a state has.</summary>
    public int Log { get; }

    /// <summary>The symbol of a state.</summary>
    public byte Symbol(int state) => _symbols[state];

    /// <summary>How many bits lead on from a state.</summary>
    public int Bits(int state) => _bits[state];

    /// <summary>The next state.</summary>
    public int Next(int state, ref BackwardBits bits) => _bases[state] + (int)bits.Read(_bits[state]);

    /// <summary>Reads a description (§4.1.1).</summary>
    /// <param name="bytes">Where it begins.</param>
    /// <param name="maxLog">The most bits of a state.</param>
    /// <param name="maxSymbols">The most symbols.</param>
    /// <param name="used">How many bytes it takes.</param>
    /// <returns>The table; null for damage.</returns>
    public static FseTable? Read(ReadOnlySpan<byte> bytes, int maxLog, int maxSymbols, out int used)
    {
        var at = 0;
        var log = Bits(bytes, ref at, 4) + 5;
        used = 0;
        if (log > maxLog) return null;
        Span<short> probabilities = stackalloc short[MaxSymbols];
        var (left, count) = (1 << log, 0);
        while (left > 0 && count < maxSymbols && at <= bytes.Length * 8)
        {
            // Values from 0 to left + 1: the lower ones take one bit less, as far as there are free codes.
            var width = BitOperations.Log2((uint)left + 1) + 1;
            var shorter = (1 << width) - 2 - left;
            var half = 1 << (width - 1);
            var value = Bits(bytes, ref at, width);
            if ((value & (half - 1)) < shorter)
            {
                value &= half - 1;
                at--;
            }
            else if (value >= half) value -= shorter;

            probabilities[count++] = (short)(value - 1);
            left -= Math.Abs(value - 1);
            if (value != 1) continue;
            for (var more = 3; more == 3 && at <= bytes.Length * 8;)
            {
                more = Bits(bytes, ref at, 2);
                count = Math.Min(maxSymbols, count + more);
            }
        }

        used = (at + 7) / 8;
        return left != 0 || used > bytes.Length ? null : new FseTable(probabilities[..count], log);
    }

    private static int Bits(ReadOnlySpan<byte> bytes, ref int at, int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++, at++)
            if (at >> 3 < bytes.Length)
                value |= (bytes[at >> 3] >> (at & 7) & 1) << i;
        return value;
    }
}
