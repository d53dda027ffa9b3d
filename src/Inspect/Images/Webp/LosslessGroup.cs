namespace Sekisho.Inspect.Images.Webp;

/// <summary>The five prefix codes that a part of a lossless picture uses (RFC 9649 §3.7.1).</summary>
internal sealed class LosslessGroup
{
    /// <summary>Literals of green, then lengths of repetitions; behind them places of the colour cache.</summary>
    public const int Literals = 256, Lengths = 24;

    private const int Distances = 40;

    private readonly LosslessCode[] _codes;

    private LosslessGroup(LosslessCode[] codes) => _codes = codes;

    /// <summary>Of green, of lengths of repetitions and of places of the colour cache.</summary>
    public LosslessCode Green => _codes[0];

    /// <summary>Of red.</summary>
    public LosslessCode Red => _codes[1];

    /// <summary>Of blue.</summary>
    public LosslessCode Blue => _codes[2];

    /// <summary>Of alpha.</summary>
    public LosslessCode Alpha => _codes[3];

    /// <summary>Of how far back repetitions begin.</summary>
    public LosslessCode Distance => _codes[4];

    /// <summary>How much memory it takes, in symbols.</summary>
    public int Weight => Array.ConvertAll(_codes, code => code.Weight).Sum();

    /// <summary>Reads the codes; null where they are none.</summary>
    /// <param name="bits">The picture.</param>
    /// <param name="cached">Places of the colour cache.</param>
    public static LosslessGroup? Read(LosslessBits bits, int cached)
    {
        var codes = new LosslessCode[5];
        Span<byte> lengths = stackalloc byte[Literals + Lengths + (1 << LosslessPixels.MaxCacheBits)];
        for (var i = 0; i < codes.Length; i++)
        {
            var symbols = i switch { 0 => Literals + Lengths + cached, 4 => Distances, _ => Literals };
            if (bits.IsOver || LosslessCodeReader.Read(bits, lengths[..symbols]) is not { } code) return null;
            codes[i] = code;
        }

        return new LosslessGroup(codes);
    }
}
