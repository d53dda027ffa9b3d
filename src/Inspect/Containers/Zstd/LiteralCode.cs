using System.Numerics;

namespace Sekisho.Inspect.Containers.Zstd;

/// <summary>The Huffman code of the literals of a block (RFC 8878 §4.2): a table of as many entries as the longest code has values.</summary>
internal sealed class LiteralCode
{
    private const int MaxBits = 11;
    private const int MaxWeightLog = 6;
    private const int MaxSymbols = 256;

    private readonly byte[] _symbols, _lengths;
    private readonly int _bits;

    private LiteralCode(ReadOnlySpan<byte> weights, int bits)
    {
        _bits = bits;
        (_symbols, _lengths) = (new byte[1 << bits], new byte[1 << bits]);
        var at = 0;
        // Longer codes come first, those of one length in the order of their symbols (§4.2.1.3).
        for (var weight = 1; weight <= bits; weight++)
        {
            for (var symbol = 0; symbol < weights.Length; symbol++)
            {
                if (weights[symbol] != weight) continue;
                _symbols.AsSpan(at, 1 << (weight - 1)).Fill((byte)symbol);
                _lengths.AsSpan(at, 1 << (weight - 1)).Fill((byte)(bits + 1 - weight));
                at += 1 << (weight - 1);
            }
        }
    }

    /// <summary>Reads a description (§4.2.1); null for damage.</summary>
    /// <param name="bytes">Where it begins.</param>
    /// <param name="used">How many bytes it takes.</param>
    public static LiteralCode? Read(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        if (bytes.IsEmpty) return null;
        Span<byte> weights = stackalloc byte[MaxSymbols];
        int head = bytes[0], count;
        if (head >= 128)
        {
            count = head - 127;
            used = 1 + ((count + 1) / 2);
            if (used > bytes.Length) return null;
            for (var i = 0; i < count; i++) weights[i] = (byte)(i % 2 == 0 ? bytes[1 + (i / 2)] >> 4 : bytes[1 + (i / 2)] & 15);
        }
        else
        {
            used = 1 + head;
            if (used > bytes.Length) return null;
            count = ReadWeights(bytes[1..used], weights);
        }

        return count < 1 ? null : Make(weights, count);
    }

    /// <summary>Unpacks one stream into all of <paramref name="output"/>; false for damage.</summary>
    public bool Decode(ReadOnlySpan<byte> stream, Span<byte> output)
    {
        var bits = new BackwardBits(stream);
        for (var i = 0; i < output.Length; i++)
        {
            var index = (int)bits.Peek(_bits);
            output[i] = _symbols[index];
            bits.Skip(_lengths[index]);
            if (bits.IsPastEnd) return false;
        }

        return true;
    }

    /// <summary>The last weight is not written: it fills up to a power of two (§4.2.1).</summary>
    private static LiteralCode? Make(Span<byte> weights, int count)
    {
        var sum = 0;
        foreach (var weight in weights[..count])
        {
            if (weight > MaxBits) return null;
            sum += 1 << weight >> 1;
        }

        if (sum == 0 || count >= MaxSymbols) return null;
        var bits = BitOperations.Log2((uint)sum) + 1;
        var left = (1 << bits) - sum;
        if (bits > MaxBits || !BitOperations.IsPow2(left)) return null;
        weights[count] = (byte)(BitOperations.Log2((uint)left) + 1);
        return new LiteralCode(weights[..(count + 1)], bits);
    }

    /// <summary>Weights packed with two states that take turns (§4.2.1.2).</summary>
    private static int ReadWeights(ReadOnlySpan<byte> bytes, Span<byte> weights)
    {
        if (FseTable.Read(bytes, MaxWeightLog, MaxBits + 2, out var used) is not { } table) return 0;
        var bits = new BackwardBits(bytes[used..]);
        int state = (int)bits.Read(table.Log), other = (int)bits.Read(table.Log), count = 0;
        while (!bits.IsPastEnd && count < MaxSymbols - 2)
        {
            weights[count++] = table.Symbol(state);
            if (bits.Left < table.Bits(state))
            {
                weights[count++] = table.Symbol(other);
                return count;
            }

            (state, other) = (other, table.Next(state, ref bits));
        }

        return 0;
    }
}
