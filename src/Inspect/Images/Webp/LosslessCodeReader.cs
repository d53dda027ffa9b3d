namespace Sekisho.Inspect.Images.Webp;

/// <summary>Reads how a prefix code is written: by its one or two symbols, or by the lengths of all codes, themselves in a prefix code (RFC 9649 §3.7.2.1).</summary>
internal static class LosslessCodeReader
{
    /// <summary>How often the length before is to be repeated, or zero a few times, or many times.</summary>
    private const int RepeatBefore = 16, FewZeros = 17, ManyZeros = 18;

    /// <summary>What <see cref="RepeatBefore"/> repeats where nothing but zeros came before.</summary>
    private const byte FirstLength = 8;

    /// <summary>In which order the lengths of the codes of lengths are written; the last ones, which are rare, can be left out.</summary>
    private static ReadOnlySpan<byte> Order => [FewZeros, ManyZeros, 0, 1, 2, 3, 4, 5, RepeatBefore, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Reads one.</summary>
    /// <param name="bits">Where it begins.</param>
    /// <param name="lengths">Room for the length of every symbol's code.</param>
    /// <returns>Null where it is none.</returns>
    public static LosslessCode? Read(LosslessBits bits, Span<byte> lengths)
    {
        lengths.Clear();
        var isSimple = bits.Take(1) != 0;
        return (isSimple ? ReadSimple(bits, lengths) : ReadNormal(bits, lengths)) ? LosslessCode.Of(lengths) : null;
    }

    /// <summary>One or two symbols below 256 (§3.7.2.1.1).</summary>
    private static bool ReadSimple(LosslessBits bits, Span<byte> lengths)
    {
        var symbols = bits.Take(1) + 1;
        for (var i = 0; i < symbols; i++)
        {
            // The first can be 0 or 1, written in a single bit.
            var symbol = bits.Take(i > 0 || bits.Take(1) != 0 ? 8 : 1);
            if (symbol >= lengths.Length) return false;
            lengths[symbol] = 1;
        }

        return true;
    }

    /// <summary>The lengths of all codes, or of the first ones (§3.7.2.1.2).</summary>
    private static bool ReadNormal(LosslessBits bits, Span<byte> lengths)
    {
        Span<byte> ofLengths = stackalloc byte[Order.Length];
        ofLengths.Clear();
        foreach (var symbol in Order[..(4 + bits.Take(4))]) ofLengths[symbol] = (byte)bits.Take(3);
        if (LosslessCode.Of(ofLengths) is not { } code) return false;

        var written = lengths.Length;
        if (bits.Take(1) != 0)
        {
            var size = 2 + (2 * bits.Take(3));
            written = 2 + bits.Take(size);
            if (written > lengths.Length) return false;
        }

        var before = FirstLength;
        for (var rest = lengths; written > 0 && !rest.IsEmpty; written--)
        {
            var symbol = code.Read(bits);
            var (length, times) = symbol switch
            {
                RepeatBefore => (before, 3 + bits.Take(2)),
                FewZeros => ((byte)0, 3 + bits.Take(3)),
                ManyZeros => ((byte)0, 11 + bits.Take(7)),
                _ => ((byte)symbol, 1),
            };
            if (times > rest.Length) return false;
            rest[..times].Fill(length);
            rest = rest[times..];
            if (length != 0) before = length;
        }

        return true;
    }
}
