using System.Buffers;
using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>
/// Finds and reads the QR codes of a picture (ISO/IEC 18004): any size, turned, tilted, from behind, light on dark,
/// several at once; rounded or dotted modules and a sign in the middle as far as the correction reaches. Micro QR codes
/// and codes that differ from their ground by hue alone are not read.
/// </summary>
/// <remarks>
/// 1. The picture is brought to a size that is quick and has several pixels a module. 2. Pictures without contrast end
/// here. 3. Black and white by the surroundings. 4. Corner squares; where there are none, this was all. 5. Three of them
/// at a time: size, small square, grid, format, correction, text. 6. Without success again at other sizes, which joins
/// dots and evens noise out.
/// </remarks>
internal sealed class QrReader
{
    /// <summary>The smallest code has 21 modules in a row.</summary>
    private const int MinPixels = 21;

    /// <summary>A picture with less between dark and bright has nothing that a camera would read.</summary>
    private const int MinContrast = 18;

    /// <summary>Smaller pictures are looked at enlarged as well, middle ones where they have a corner, larger ones reduced first; the longer side, in pixels.</summary>
    private const int SmallPixels = 360, MiddlePixels = 720, LargePixels = 1300;

    /// <summary>Most triples tried on one look, and on one picture without success. Stops pictures full of corner squares.</summary>
    private const int MaxTries = 100, MaxTriesOfPicture = 250;

    /// <summary>Most triples tried without success behind a code: large ones have much in them that looks like corners.</summary>
    private const int MaxMisses = 25;

    /// <summary>Most codes of one picture.</summary>
    private const int MaxCodes = 32;

    private readonly ImageBudget _budget;
    private readonly List<QrCode> _found = [];
    private int _threshold, _contrast, _tries, _corners;

    private QrReader(ImageBudget budget) => _budget = budget;

    /// <summary>The codes of a picture, each text once.</summary>
    public static IReadOnlyList<QrCode> Read(GrayImage image, ImageBudget budget) => Read(image, budget, out _);

    /// <summary>The codes of a picture, each text once.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="corners">How many corner squares were seen: half a code has one or two.</param>
    public static IReadOnlyList<QrCode> Read(GrayImage image, ImageBudget budget, out int corners)
    {
        var reader = new QrReader(budget);
        if (image.Width >= MinPixels && image.Height >= MinPixels) reader.Run(image);
        corners = reader._corners;
        return reader._found;
    }

    private void Run(GrayImage image)
    {
        var longer = Math.Max(image.Width, image.Height);
        var first = (longer + LargePixels - 1) / LargePixels;
        var basis = image.Reduce(first);
        (_threshold, _contrast) = Binarizer.Judge(basis);
        if (_contrast < MinContrast) return;
        if (Look(basis)) return;
        if (longer <= SmallPixels)
        {
            var enlarged = image.Enlarge(longer <= SmallPixels / 2 ? 4 : longer <= SmallPixels * 2 / 3 ? 3 : 2, margin: 4);
            if (Look(enlarged)) return;
            if (longer > 120 && Look(image.Reduce(2).Enlarge(3, margin: 4))) return;
            if (_corners > 0) LookAt(Binarizer.Global(enlarged, _threshold));
            return;
        }

        var side = Math.Max(basis.Width, basis.Height);
        foreach (var smaller in (int[])[320, 170, 640])
        {
            var factor = (side + smaller - 1) / smaller;
            // The largest of these costs most, and where the others show no corner it hardly ever does.
            if (factor <= 1 || (smaller == 640 && _corners == 0)) continue;
            var reduced = basis.Reduce(factor);
            if (Look(smaller < 300 ? reduced.Enlarge(3, margin: 4) : reduced)) return;
        }

        // A small code on a large ground has two or three pixels a module.
        if (_corners > 0 && longer <= MiddlePixels && Look(basis.Enlarge(2, margin: 0))) return;

        // Something like two corners was there: the rest is worth its price.
        if (_corners < 2) return;
        if (first > 1 && Look(image)) return;
        LookAt(Binarizer.Global(basis, _threshold));
    }

    private bool Look(GrayImage image) => _budget.IsInTime() && LookAt(Binarizer.Local(image, _threshold, _contrast));

    /// <summary>Reads the codes of a black and white picture; whether there are any. Nobody has the picture afterwards.</summary>
    private bool LookAt(BitImage image)
    {
        try
        {
            return ReadCodes(image);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(image.Pixels);
        }
    }

    private bool ReadCodes(BitImage image)
    {
        if (!_budget.IsInTime()) return false;
        var patterns = FinderScan.Find(image, _budget);
        _corners = Math.Max(_corners, patterns.Count);
        if (patterns.Count < 3) return false;
        var used = new HashSet<FinderPattern>();
        int tries = 0, misses = 0;
        foreach (var triple in FinderTriple.Of(patterns))
        {
            if (used.Contains(triple.Corner) || used.Contains(triple.Right) || used.Contains(triple.Below)) continue;
            if (++tries > MaxTries || ++_tries > MaxTriesOfPicture || _found.Count >= MaxCodes || !_budget.IsInTime()) break;
            if (ReadAt(image, triple) is not { } code)
            {
                if (_found.Count > 0 && ++misses > MaxMisses) break;
                continue;
            }

            misses = 0;
            used.UnionWith([triple.Corner, triple.Right, triple.Below]);
            if (code.Text.Length > 0 && !_found.Contains(code)) _found.Add(code);
        }

        return _found.Count > 0;
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
