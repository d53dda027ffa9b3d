using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>
/// Codes that are cut into pictures which a page shows close together: neither is a code for who looks at one at a time.
/// Pictures with some corner squares, but no code, are put together with those next to them.
/// </summary>
internal sealed class QrHalves
{
    /// <summary>Most pictures kept, and most that are one code.</summary>
    private const int MaxPictures = 12, MaxPieces = 4;

    /// <summary>Larger ones are no pieces of something that is shown in one window, in pixels.</summary>
    private const int MaxSidePixels = 1500;

    private const int MinSidePixels = 12;

    private readonly List<(Picture Picture, PictureLook Look, Func<GrayImage?> Open)> _pieces = [];

    /// <summary>Keeps a picture without a code, in the order of the message.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="look">What was seen in it.</param>
    /// <param name="open">Gives its pixels once more; null where they cannot be had any more.</param>
    public void Add(Picture picture, PictureLook look, Func<GrayImage?> open)
    {
        if (_pieces.Count < MaxPictures && Math.Min(look.Width, look.Height) >= MinSidePixels && Math.Max(look.Width, look.Height) <= MaxSidePixels) _pieces.Add((picture, look, open));
    }

    /// <summary>What is made of neighbours: one below the other where they are as wide, side by side where they are as high.</summary>
    public IEnumerable<(Picture Picture, GrayImage Image)> Join(ImageBudget budget)
    {
        if (!_pieces.Exists(piece => piece.Look.Corners > 0)) yield break;
        for (var first = 0; first < _pieces.Count; first++)
        {
            var picture = _pieces[first].Picture with { Kind = "pieces" };
            for (var count = 2; count <= Math.Min(MaxPieces, _pieces.Count - first) && budget.IsInTime(); count++)
            {
                var pieces = _pieces.GetRange(first, count);
                if (!pieces.Exists(piece => piece.Look.Corners > 0)) continue;
                if (Open(pieces) is not { } images) continue;
                if (images.TrueForAll(image => image.Width == images[0].Width))
                {
                    if (Stack(images, budget) is { } joined) yield return (picture, joined);
                    if (count == 2 && Stack([images[1], images[0]], budget) is { } turned) yield return (picture, turned);
                }

                if (!images.TrueForAll(image => image.Height == images[0].Height)) continue;
                if (Align(images, budget) is { } row) yield return (picture, row);
                if (count == 2 && Align([images[1], images[0]], budget) is { } swapped) yield return (picture, swapped);
                if (count == 4 && Align(images[..2], budget) is { } upper && Align(images[2..], budget) is { } lower && upper.Width == lower.Width && Stack([upper, lower], budget) is { } square) yield return (picture, square);
            }
        }
    }

    /// <summary>The pixels of pieces that fit side by side or one below the other; null for others.</summary>
    private static List<GrayImage>? Open(List<(Picture Picture, PictureLook Look, Func<GrayImage?> Open)> pieces)
    {
        var first = pieces[0].Look;
        if (!pieces.TrueForAll(piece => piece.Look.Width == first.Width) && !pieces.TrueForAll(piece => piece.Look.Height == first.Height)) return null;
        var images = new List<GrayImage>();
        foreach (var piece in pieces)
        {
            if (piece.Open() is not { } image) return null;
            images.Add(image);
        }

        return images;
    }

    private static GrayImage? Stack(List<GrayImage> images, ImageBudget budget)
    {
        var height = images.Sum(image => image.Height);
        return budget.TakePixels(images[0].Width, height) ? new GrayImage(images[0].Width, height, [.. images.SelectMany(image => image.Pixels)]) : null;
    }

    private static GrayImage? Align(List<GrayImage> images, ImageBudget budget)
    {
        int width = images.Sum(image => image.Width), left = 0;
        if (!budget.TakePixels(width, images[0].Height)) return null;
        var joined = GrayImage.White(width, images[0].Height);
        foreach (var image in images)
        {
            for (var y = 0; y < image.Height; y++) image.Pixels.AsSpan(y * image.Width, image.Width).CopyTo(joined.Pixels.AsSpan((y * width) + left));
            left += image.Width;
        }

        return joined;
    }
}
