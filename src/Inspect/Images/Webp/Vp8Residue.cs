namespace Sekisho.Inspect.Images.Webp;

/// <summary>What is written of a block of 16 × 16 beyond what is guessed (RFC 6386 §13): kept of brightness, read over of colours.</summary>
internal sealed class Vp8Residue
{
    /// <summary>What is known of a neighbour for the context of the first coefficient (§13.3): four blocks of brightness at its edge, two and two of colour, the means.</summary>
    public const int Contexts = 9;

    private const int Blocks = 16, ColourBlocks = 8, FirstColour = 4, MeansContext = Contexts - 1, Coefficients = 16;

    private readonly Vp8Tokens _tokens = new();
    private readonly int[] _values = new int[Blocks * Coefficients];
    private readonly int[] _means = new int[Blocks];
    private readonly int[] _colour = new int[Coefficients];
    private readonly bool[] _has = new bool[Blocks];

    /// <summary>Whether a block of 4 × 4 has anything.</summary>
    public bool Has(int block) => _has[block];

    /// <summary>The 16 coefficients of a block of 4 × 4.</summary>
    public ReadOnlySpan<int> Of(int block) => _values.AsSpan(block * Coefficients, Coefficients);

    /// <summary>Reads how probable each token is (§13.4).</summary>
    public void ReadProbabilities(Vp8BoolDecoder bits) => _tokens.ReadProbabilities(bits);

    /// <summary>A block without anything. Where it could have no means, those before it go on counting.</summary>
    public void Skip(Span<bool> above, Span<bool> left, bool hasMeans)
    {
        Array.Clear(_has);
        var contexts = hasMeans ? Contexts : MeansContext;
        above[..contexts].Clear();
        left[..contexts].Clear();
    }

    /// <summary>Reads a block.</summary>
    /// <param name="bits">Where it stands.</param>
    /// <param name="quantizer">By what the coefficients are multiplied.</param>
    /// <param name="above">Whether the blocks above have anything, <see cref="Contexts"/> of them; gets the same of this one.</param>
    /// <param name="left">The same of those to the left.</param>
    /// <param name="hasMeans">The means stand in a block of their own.</param>
    public void Read(Vp8BoolDecoder bits, Vp8Quantizer quantizer, Span<bool> above, Span<bool> left, bool hasMeans)
    {
        Array.Clear(_values);
        if (hasMeans) ReadMeans(bits, (quantizer.MeansFirst, quantizer.MeansOthers), ref above[MeansContext], ref left[MeansContext]);
        var kind = hasMeans ? Vp8Tokens.WithoutMean : Vp8Tokens.Whole;
        for (var i = 0; i < Blocks; i++)
        {
            var block = _values.AsSpan(i * Coefficients, Coefficients);
            _has[i] = ReadBlock(bits, kind, (quantizer.First, quantizer.Others), ref above[i % 4], ref left[i / 4], block) || block[0] != 0;
        }

        for (var i = 0; i < ColourBlocks; i++)
        {
            // Two by two of one colour, then of the other.
            var colour = FirstColour + (2 * (i / 4));
            ReadBlock(bits, Vp8Tokens.Colour, (1, 1), ref above[colour + (i % 2)], ref left[colour + (i / 2 % 2)], _colour);
        }
    }

    private bool ReadBlock(Vp8BoolDecoder bits, int kind, (int First, int Others) factors, ref bool above, ref bool left, Span<int> block)
    {
        var neighbours = (above ? 1 : 0) + (left ? 1 : 0);
        return above = left = _tokens.Read(bits, kind, neighbours, factors, block);
    }

    /// <summary>The means become the first coefficients of the blocks (§14.3).</summary>
    private void ReadMeans(Vp8BoolDecoder bits, (int First, int Others) factors, ref bool above, ref bool left)
    {
        Array.Clear(_means);
        if (!ReadBlock(bits, Vp8Tokens.Means, factors, ref above, ref left, _means)) return;
        Vp8Transform.UndoWalshHadamard(_means);
        for (var i = 0; i < Blocks; i++) _values[i * Coefficients] = _means[i];
    }
}
