namespace Sekisho.Inspect.Images.Webp;

/// <summary>The five prefix codes that a part of a lossless picture uses (RFC 9649 §3.7.1).</summary>
internal sealed class LosslessGroup
{
    /// <summary>Literals of green, then lengths of repetitions; behind them places of the colour cache.</summary>
    public const int Literals = 256, Lengths = 24;

    private const int Distances = 40, LengthCodes = 19;

    private readonly LosslessCode[] _codes;

    private LosslessGroup(LosslessCode[] codes) => _codes = codes;

    public LosslessCode Green => _codes[0];

    public LosslessCode Red => _codes[1];

    public LosslessCode Blue => _codes[2];

    public LosslessCode Alpha => _codes[3];

    public LosslessCode Distance => _codes[4];

    /// <summary>How much memory it takes, in symbols.</summary>
    public int Weight => Array.ConvertAll(_codes, code => code.Weight).Sum();

    private static ReadOnlySpan<byte> Order => [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Reads the codes; null where they are none.</summary>
    /// <param name="bits">The picture.</param>
    /// <param name="cached">Places of the colour cache.</param>
    public static LosslessGroup? Read(LosslessBits bits, int cached)
    {
        var codes = new LosslessCode[5];
        Span<byte> lengths = stackalloc byte[Literals + Lengths + (1 << 11)];
        for (var i = 0; i < codes.Length; i++)
        {
            var symbols = i switch { 0 => Literals + Lengths + cached, 4 => Distances, _ => Literals };
            if (bits.IsOver || ReadCode(bits, lengths[..symbols]) is not { } code) return null;
            codes[i] = code;
        }

        return new LosslessGroup(codes);
    }

    private static LosslessCode? ReadCode(LosslessBits bits, Span<byte> lengths)
    {
        if (bits.Take(1) != 0)
        {
            var isPair = bits.Take(1) != 0;
            var first = bits.Take(bits.Take(1) != 0 ? 8 : 1);
            int? second = isPair ? bits.Take(8) : null;
            return Math.Max(first, second ?? 0) < lengths.Length ? LosslessCode.Of(first, second) : null;
        }

        Span<byte> own = stackalloc byte[LengthCodes];
        own.Clear();
        var count = 4 + bits.Take(4);
        for (var i = 0; i < count; i++) own[Order[i]] = (byte)bits.Take(3);
        if (LosslessCode.Of(own) is not { } code) return null;
        var most = bits.Take(1) != 0 ? 2 + bits.Take(2 + (2 * bits.Take(3))) : lengths.Length;
        if (most > lengths.Length) return null;
        lengths.Clear();
        byte before = 8;
        for (var at = 0; at < lengths.Length && most-- > 0;)
        {
            var symbol = code.Read(bits);
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                if (symbol != 0) before = (byte)symbol;
                continue;
            }

            var run = symbol switch { 16 => 3 + bits.Take(2), 17 => 3 + bits.Take(3), _ => 11 + bits.Take(7) };
            if (at + run > lengths.Length) return null;
            lengths.Slice(at, run).Fill(symbol == 16 ? before : (byte)0);
            at += run;
        }

        return LosslessCode.Of(lengths);
    }
}
