namespace Sekisho.Inspect.Images;

/// <summary>Collects filled shapes of a drawing and draws them: codes that are no pictures but thousands of small rectangles.</summary>
internal sealed class ShapeCanvas
{
    /// <summary>Most points kept. A code of the largest size has about 60,000.</summary>
    private const int MaxPoints = 400_000;

    /// <summary>Fewer shapes are no code: the corner squares alone have nine.</summary>
    private const int MinShapes = 20;

    /// <summary>How large the smallest shapes are drawn, in pixels.</summary>
    private const double ModulePixels = 4;

    private const double MaxSidePixels = 1200;

    private readonly List<(List<(double X, double Y)[]> Outlines, byte Luma)> _shapes = [];
    private readonly List<(double Left, double Top, double Right, double Bottom)> _boxes = [];
    private int _points;

    /// <summary>Whether more is kept.</summary>
    public bool HasRoom => _points < MaxPoints;

    /// <summary>There may be a code in it.</summary>
    public bool IsWorthDrawing => _boxes.Count >= MinShapes;

    /// <summary>Adds a shape of one or more outlines; what lies within an even number of them is not filled.</summary>
    public void Add(List<(double X, double Y)[]> outlines, byte luma)
    {
        var kept = new List<(double X, double Y)[]>();
        foreach (var outline in outlines)
        {
            if (outline.Length < 3 || !HasRoom || Array.Exists(outline, point => !(Math.Abs(point.X) < 1e7) || !(Math.Abs(point.Y) < 1e7))) continue;
            _points += outline.Length;
            kept.Add(outline);
            _boxes.Add((outline.Min(point => point.X), outline.Min(point => point.Y), outline.Max(point => point.X), outline.Max(point => point.Y)));
        }

        if (kept.Count > 0) _shapes.Add((kept, luma));
    }

    /// <summary>Adds a rectangle.</summary>
    public void AddRectangle(double x, double y, double width, double height, byte luma) => Add([[(x, y), (x + width, y), (x + width, y + height), (x, y + height)]], luma);

    /// <summary>Draws the part with the small shapes, in the order they came; null where nothing is worth it.</summary>
    public GrayImage? Draw(ImageBudget budget)
    {
        if (!IsWorthDrawing) return null;
        var sides = _boxes.Select(box => Math.Min(box.Right - box.Left, box.Bottom - box.Top)).Where(side => side > 1e-6).Order().ToList();
        if (sides.Count < MinShapes) return null;
        var unit = sides[sides.Count / 4];
        var small = _boxes.Where(box => Math.Min(box.Right - box.Left, box.Bottom - box.Top) <= unit * 9).ToList();
        double left = small.Min(box => box.Left), top = small.Min(box => box.Top), right = small.Max(box => box.Right), bottom = small.Max(box => box.Bottom);
        var scale = Math.Min(ModulePixels / unit, MaxSidePixels / Math.Max(Math.Max(right - left, bottom - top), 1e-6));
        int width = (int)((right - left) * scale) + 33, height = (int)((bottom - top) * scale) + 33;
        if (!budget.TakePixels(width, height)) return null;
        var image = GrayImage.White(width, height);
        foreach (var (outlines, luma) in _shapes)
        {
            if (!budget.IsInTime()) break;
            Fill(image, [.. outlines.Select(outline => Array.ConvertAll(outline, point => (((point.X - left) * scale) + 16, ((point.Y - top) * scale) + 16)))], luma);
        }

        return image;
    }

    private static void Fill(GrayImage image, List<(double X, double Y)[]> outlines, byte luma)
    {
        // Where each row of pixels crosses the outlines; between the first and second crossing it is inside, and so on.
        var rows = new Dictionary<int, List<double>>();
        foreach (var outline in outlines)
        {
            for (var i = 0; i < outline.Length; i++)
            {
                var (from, to) = (outline[i], outline[(i + 1) % outline.Length]);
                if (from.Y > to.Y) (from, to) = (to, from);
                int first = Math.Max(0, (int)Math.Ceiling(from.Y - 0.5)), last = Math.Min(image.Height - 1, (int)Math.Ceiling(to.Y - 0.5) - 1);
                for (var y = first; y <= last; y++)
                {
                    if (!rows.TryGetValue(y, out var crossings)) rows[y] = crossings = [];
                    crossings.Add(from.X + ((to.X - from.X) * (y + 0.5 - from.Y) / (to.Y - from.Y)));
                }
            }
        }

        foreach (var (y, crossings) in rows)
        {
            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                int from = (int)Math.Clamp(Math.Round(crossings[i]), 0, image.Width), to = (int)Math.Clamp(Math.Round(crossings[i + 1]), 0, image.Width);
                if (to > from) image.Pixels.AsSpan((y * image.Width) + from, to - from).Fill(luma);
            }
        }
    }
}
