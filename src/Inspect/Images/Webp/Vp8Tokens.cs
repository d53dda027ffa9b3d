namespace Sekisho.Inspect.Images.Webp;

/// <summary>Reads the coefficients of blocks of 4 × 4 (RFC 6386 §13): each a token, large ones with bits behind it, then its sign.</summary>
internal sealed class Vp8Tokens
{
    /// <summary>Kinds of blocks (§13.3): brightness without its mean, the means, colour, brightness.</summary>
    public const int WithoutMean = 0, Means = 1, Colour = 2, Whole = 3;

    private const int Coefficients = 16;

    /// <summary>Forks of the tree of tokens: is there another, is it not zero, is it more than one; behind it those of larger ones (§13.2).</summary>
    private const int MoreFork = 0, NonzeroFork = 1, LargeFork = 2, SizeFork = 3;

    private const byte Leaf = Vp8BoolDecoder.Leaf;

    /// <summary>Tokens of 2, 3 and 4 are these numbers; above them are the categories.</summary>
    private const byte FirstCategory = 5;

    private readonly byte[] _probabilities = new byte[Vp8Coefficients.Count];

    /// <summary>Where the coefficients lie in the block, in the order in which they are written (§13).</summary>
    private static ReadOnlySpan<byte> ZigZag => [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

    /// <summary>The band of each coefficient (§13.3).</summary>
    private static ReadOnlySpan<byte> Bands => [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7];

    /// <summary>The smallest number of each category (§13.2).</summary>
    private static ReadOnlySpan<byte> CategoryBases => [5, 7, 11, 19, 35, 67];

    private static ReadOnlySpan<byte> Tree =>
    [
        Leaf, NonzeroFork, Leaf, LargeFork, Leaf, SizeFork,
        4, 6,
        Leaf | 2, 5,
        Leaf | 3, Leaf | 4,
        7, 8,
        Leaf | FirstCategory, Leaf | (FirstCategory + 1),
        9, 10,
        Leaf | (FirstCategory + 2), Leaf | (FirstCategory + 3),
        Leaf | (FirstCategory + 4), Leaf | (FirstCategory + 5),
    ];

    /// <summary>Reads how probable each token is (§13.4).</summary>
    public void ReadProbabilities(Vp8BoolDecoder bits)
    {
        Vp8Coefficients.Defaults.CopyTo(_probabilities);
        for (var i = 0; i < _probabilities.Length; i++)
            if (bits.ReadBool(Vp8Coefficients.Unchanged[i])) _probabilities[i] = (byte)bits.ReadLiteral(8);
    }

    /// <summary>Reads one block.</summary>
    /// <param name="bits">Where it stands.</param>
    /// <param name="kind">Which kind it is.</param>
    /// <param name="neighbours">How many of the blocks above and to the left have any: 0 to 2.</param>
    /// <param name="factors">By what the first coefficient is multiplied, and the others.</param>
    /// <param name="block">Gets the coefficients; zeros until then.</param>
    /// <returns>Whether there is any.</returns>
    public bool Read(Vp8BoolDecoder bits, int kind, int neighbours, (int First, int Others) factors, Span<int> block)
    {
        var first = kind == WithoutMean ? 1 : 0;
        var ofKind = _probabilities.AsSpan(kind * Vp8Coefficients.OfKind, Vp8Coefficients.OfKind);
        // What the one before was: 0, 1, or 2 for more; of the first what is around the block (§13.3).
        var context = neighbours;
        var isAfterZero = false;
        for (var i = first; i < Coefficients; i++)
        {
            var probabilities = ofKind.Slice((Bands[i] * Vp8Coefficients.OfBand) + (context * Vp8Coefficients.OfContext), Vp8Coefficients.OfContext);
            // A block does not end with a zero, so behind one it is not asked whether it ends (§13.2).
            if (!isAfterZero && !bits.ReadBool(probabilities[MoreFork])) return i > first;
            isAfterZero = !bits.ReadBool(probabilities[NonzeroFork]);
            if (isAfterZero)
            {
                context = 0;
                continue;
            }

            var size = bits.ReadBool(probabilities[LargeFork]) ? ReadLarge(bits, probabilities) : 1;
            context = size > 1 ? 2 : 1;
            block[ZigZag[i]] = (bits.ReadFlag() ? -size : size) * (i == 0 ? factors.First : factors.Others);
        }

        return true;
    }

    private static int ReadLarge(Vp8BoolDecoder bits, ReadOnlySpan<byte> probabilities)
    {
        var token = bits.ReadTree(Tree, probabilities, SizeFork);
        if (token < FirstCategory) return token;
        var category = token - FirstCategory;
        var beyond = 0;
        foreach (var probability in ExtraBits(category)) beyond = (beyond * 2) + (bits.ReadBool(probability) ? 1 : 0);
        return CategoryBases[category] + beyond;
    }

    /// <summary>The probabilities of the bits that say how far a number is beyond the smallest of its category (§13.2).</summary>
    private static ReadOnlySpan<byte> ExtraBits(int category) => category switch
    {
        0 => [159],
        1 => [165, 145],
        2 => [173, 148, 140],
        3 => [176, 155, 140, 135],
        4 => [180, 157, 141, 134, 130],
        _ => [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129],
    };
}
