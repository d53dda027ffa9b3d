using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>
/// Finds and reads the QR codes of a picture (ISO/IEC 18004): any size, turned, tilted, from behind, light on dark,
/// several at once; rounded or dotted modules and a sign in the middle as far as the correction reaches. Micro QR codes
/// are not read.
/// </summary>
/// <remarks>
/// 1. Pictures without contrast end here. 2. The picture is brought to a size that is quick and has several pixels a module.
/// 3. Black and white by the surroundings. 4. Corner squares; where there are none, this was all. 5. Three of them at a
/// time: size, small square, grid, format, correction, text. 6. Without success again at other sizes, which joins dots
/// and evens noise out.
/// </remarks>
internal static class QrReader
{
    /// <summary>The smallest code has 21 modules in a row.</summary>
    private const int MinPixels = 21;

    /// <summary>A picture with less between dark and bright has nothing that a camera would read.</summary>
    private const int MinContrast = 18;

    /// <summary>Smaller pictures are enlarged, larger ones looked at reduced first; the longer side, in pixels.</summary>
    private const int SmallPixels = 360, LargePixels = 1300;

    /// <summary>Most triples tried on one look. Stops pictures full of corner squares.</summary>
    private const int MaxTries = 150;

    /// <summary>Most codes of one picture.</summary>
    private const int MaxCodes = 32;

    /// <summary>The codes of a picture, each text once.</summary>
    public static IReadOnlyList<QrCode> Read(GrayImage image, ImageBudget budget)
    {
        if (image.Width < MinPixels || image.Height < MinPixels) return [];
        var (threshold, contrast) = Binarizer.Judge(image);
        if (contrast < MinContrast) return [];
        var longer = Math.Max(image.Width, image.Height);
        var found = new List<QrCode>();
        if (longer <= SmallPixels)
        {
            var enlarged = image.Enlarge(longer <= SmallPixels / 2 ? 4 : 3, margin: 4);
            if (Look(enlarged, threshold, contrast, found, budget) >= 0 && found.Count == 0) Look(Binarizer.Global(enlarged, threshold), found, budget);
            if (found.Count == 0) Look(image, threshold, contrast, found, budget);
            if (found.Count == 0 && longer > 120) Look(image.Reduce(2).Enlarge(3, margin: 4), threshold, contrast, found, budget);
            return found;
        }

        var first = (longer + LargePixels - 1) / LargePixels;
        var seen = Look(first == 1 ? image : image.Reduce(first), threshold, contrast, found, budget);
        if (found.Count > 0) return found;
        foreach (var side in (int[])[640, 320, 170])
        {
            var factor = (longer + side - 1) / side;
            if (factor <= first) continue;
            var reduced = image.Reduce(factor);
            seen = Math.Max(seen, Look(side < 300 ? reduced.Enlarge(3, margin: 4) : reduced, threshold, contrast, found, budget));
            if (found.Count > 0) return found;
        }

        // Something like a corner was there: the rest is worth its price.
        if (seen < 2) return found;
        if (first > 1) Look(image, threshold, contrast, found, budget);
        if (found.Count == 0) Look(Binarizer.Global(first == 1 ? image : image.Reduce(first), threshold), found, budget);
        return found;
    }

    private static int Look(GrayImage image, int threshold, int contrast, List<QrCode> found, ImageBudget budget) =>
        budget.IsInTime() ? Look(Binarizer.Local(image, threshold, contrast), found, budget) : 0;

    /// <summary>Reads the codes of a black and white picture; gives back how many corner squares it has.</summary>
    private static int Look(BitImage image, List<QrCode> found, ImageBudget budget)
    {
        var patterns = FinderScan.Find(image, budget);
        if (patterns.Count < 3) return patterns.Count;
        var used = new HashSet<FinderPattern>();
        var tries = 0;
        foreach (var triple in FinderTriple.Of(patterns))
        {
            if (used.Contains(triple.Corner) || used.Contains(triple.Right) || used.Contains(triple.Below)) continue;
            if (++tries > MaxTries || found.Count >= MaxCodes || !budget.IsInTime()) break;
            if (ReadAt(image, triple) is not { } code) continue;
            used.UnionWith([triple.Corner, triple.Right, triple.Below]);
            if (code.Text.Length > 0 && !found.Contains(code)) found.Add(code);
        }

        return patterns.Count;
    }

    private static QrCode? ReadAt(BitImage image, FinderTriple triple)
    {
        var sampler = new GridSampler(image, triple);
        foreach (var size in sampler.Sizes())
            foreach (var grid in sampler.Read(size))
                if (SymbolDecoder.Decode(grid) is { } code)
                    return code;
        return null;
    }
}
