namespace Sekisho.Inspect.Images.Webp;

/// <summary>What is written of a block of 16 × 16 beyond what is guessed: coefficients (RFC 6386 §13), of brightness only.</summary>
internal sealed class Vp8Residue
{
    /// <summary>Types of blocks: brightness without its mean, the means, colour, brightness.</summary>
    private const int WithoutMean = 0, Means = 1, Colour = 2, Whole = 3;

    private readonly byte[] _chances = new byte[Vp8Coefficients.Count];
    private readonly int[] _values = new int[16 * 16];
    private readonly int[] _means = new int[16];
    private readonly int[] _over = new int[16];
    private readonly bool[] _has = new bool[16];

    /// <summary>Whether a block of 4 × 4 has anything.</summary>
    public bool Has(int block) => _has[block];

    /// <summary>The 16 coefficients of a block of 4 × 4.</summary>
    public ReadOnlySpan<int> Of(int block) => _values.AsSpan(block * 16, 16);

    /// <summary>Reads how probable each coefficient is (§13.4).</summary>
    public void ReadChances(Vp8Bits bits)
    {
        for (var i = 0; i < _chances.Length; i++) _chances[i] = bits.Take(Vp8Coefficients.Stays[i]) != 0 ? (byte)bits.Number(8) : Vp8Coefficients.Defaults[i];
    }

    /// <summary>A block without anything.</summary>
    public void Skip(Span<bool> above, Span<bool> left, bool hasMeans)
    {
        Array.Clear(_has);
        var contexts = hasMeans ? above.Length : above.Length - 1;
        above[..contexts].Clear();
        left[..contexts].Clear();
    }

    /// <summary>Reads a block.</summary>
    /// <param name="bits">Where it stands.</param>
    /// <param name="steps">First coefficient and others of brightness, the same of means.</param>
    /// <param name="above">Whether the blocks above have anything: four of brightness, four of colour, the means.</param>
    /// <param name="left">The same of those to the left.</param>
    /// <param name="hasMeans">The means stand in a block of their own.</param>
    public void Read(Vp8Bits bits, int[] steps, Span<bool> above, Span<bool> left, bool hasMeans)
    {
        Array.Clear(_values);
        Array.Clear(_has);
        var first = 0;
        if (hasMeans)
        {
            Array.Clear(_means);
            above[8] = left[8] = Fill(bits, Means, Context(above[8], left[8]), steps[2], steps[3], 0, _means) > 0;
            SpreadMeans();
            first = 1;
        }

        for (var i = 0; i < 16; i++)
        {
            ref bool over = ref above[i & 3], beside = ref left[i >> 2];
            var block = _values.AsSpan(i * 16, 16);
            over = beside = Fill(bits, hasMeans ? WithoutMean : Whole, Context(over, beside), steps[0], steps[1], first, block) > first;
            _has[i] = over || block[0] != 0;
        }

        for (var i = 0; i < 8; i++)
        {
            // Two by two of each colour, behind the four of brightness.
            ref bool over = ref above[4 + (i >> 2 << 1) + (i & 1)], beside = ref left[4 + (i >> 2 << 1) + (i >> 1 & 1)];
            over = beside = Fill(bits, Colour, Context(over, beside), 1, 1, 0, _over) > 0;
        }
    }

    private static int Context(bool above, bool left) => (above ? 1 : 0) + (left ? 1 : 0);

    /// <summary>The place behind the last coefficient that is there.</summary>
    private int Fill(Vp8Bits bits, int type, int context, int firstStep, int step, int at, Span<int> output)
    {
        var ofType = _chances.AsSpan(type * Vp8Coefficients.OfType, Vp8Coefficients.OfType);
        var chances = ofType[Place(at, context)..];
        while (at < 16)
        {
            if (bits.Take(chances[0]) == 0) return at;
            while (bits.Take(chances[1]) == 0)
            {
                if (++at == 16) return 16;
                chances = ofType[Place(at, 0)..];
            }

            var value = 1;
            if (bits.Take(chances[2]) != 0) value = TakeLarge(bits, chances);
            var next = Place(at + 1, value == 1 ? 1 : 2);
            output[Vp8Tables.ZigZag[at]] = (bits.Flag() ? -value : value) * (at > 0 ? step : firstStep);
            chances = ofType[next..];
            at++;
        }

        return 16;
    }

    private static int Place(int at, int context) => (Vp8Tables.Bands[at] * Vp8Coefficients.OfBand) + (context * Vp8Coefficients.OfContext);

    private static int TakeLarge(Vp8Bits bits, ReadOnlySpan<byte> chances)
    {
        if (bits.Take(chances[3]) == 0) return bits.Take(chances[4]) == 0 ? 2 : 3 + bits.Take(chances[5]);
        if (bits.Take(chances[6]) == 0)
        {
            if (bits.Take(chances[7]) == 0) return 5 + bits.Take(159);
            var seven = 7 + (2 * bits.Take(165));
            return seven + bits.Take(145);
        }

        var upper = bits.Take(chances[8]);
        var category = (2 * upper) + bits.Take(chances[9 + upper]);
        var value = 0;
        foreach (var chance in category switch { 0 => Vp8Tables.Category3, 1 => Vp8Tables.Category4, 2 => Vp8Tables.Category5, _ => Vp8Tables.Category6 }) value = value << 1 | bits.Take(chance);
        return value + 3 + (8 << category);
    }

    /// <summary>The means become the first coefficients of the small blocks (§14.3).</summary>
    private void SpreadMeans()
    {
        for (var i = 0; i < 4; i++)
        {
            int a = _means[i] + _means[12 + i], b = _means[4 + i] + _means[8 + i], c = _means[4 + i] - _means[8 + i], d = _means[i] - _means[12 + i];
            (_means[i], _means[4 + i], _means[8 + i], _means[12 + i]) = (a + b, c + d, a - b, d - c);
        }

        for (var y = 0; y < 16; y += 4)
        {
            int a = _means[y] + _means[y + 3], b = _means[y + 1] + _means[y + 2], c = _means[y + 1] - _means[y + 2], d = _means[y] - _means[y + 3];
            _values[y * 16] = (a + b + 3) >> 3;
            _values[(y + 1) * 16] = (c + d + 3) >> 3;
            _values[(y + 2) * 16] = (a - b + 3) >> 3;
            _values[(y + 3) * 16] = (d - c + 3) >> 3;
        }
    }
}
