using Sekisho.Inspect.Images;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Qr;

/// <summary>Draws codes that a page makes of table cells with colours, by searching for the tags: broken tables are shown by browsers too.</summary>
internal static class TableArt
{
    private const int MinCells = 21, MaxColumns = 400, MaxRows = 400, CellPixels = 4, MarginPixels = 16, MaxDrawings = 4;

    /// <summary>The pictures of all tables that may be a code.</summary>
    public static List<GrayImage> Draw(ReadOnlySpan<char> page, ImageBudget budget)
    {
        var drawings = new List<GrayImage>();
        var rows = new List<List<byte>>();
        var classes = new Dictionary<string, byte>(StringComparer.Ordinal);
        List<byte>? row = null;
        byte? rowColour = null;
        for (var count = 0; drawings.Count < MaxDrawings; count++)
        {
            if (count % 4096 == 4095 && !budget.IsInTime()) break;
            var at = page.IndexOf('<');
            if (at < 0 || at + 3 > page.Length) break;
            page = page[(at + 1)..];
            var isRow = page.StartsWith("tr", StringComparison.OrdinalIgnoreCase);
            var isCell = page.StartsWith("td", StringComparison.OrdinalIgnoreCase) || page.StartsWith("th", StringComparison.OrdinalIgnoreCase);
            if (page.StartsWith("table", StringComparison.OrdinalIgnoreCase) || page.StartsWith("/table", StringComparison.OrdinalIgnoreCase))
            {
                End(rows, drawings, budget);
                (row, rowColour) = (null, null);
            }

            if (!isRow && !isCell || page.Length < 3 || char.IsAsciiLetterOrDigit(page[2])) continue;
            var end = page.IndexOf('>');
            if (end < 0) break;
            var tag = page[..end];
            page = page[end..];
            if (isRow)
            {
                row = [];
                if (rows.Count < MaxRows) rows.Add(row);
                rowColour = ColourOf(tag, classes);
                continue;
            }

            if (row is null || row.Count >= MaxColumns) continue;
            var span = int.TryParse(SvgDrawing.Attribute(tag, "colspan"), out var columns) ? Math.Clamp(columns, 1, MaxColumns - row.Count) : 1;
            for (var i = 0; i < span; i++) row.Add(ColourOf(tag, classes) ?? rowColour ?? 255);
        }

        End(rows, drawings, budget);
        return drawings;
    }

    private static byte? ColourOf(ReadOnlySpan<char> tag, Dictionary<string, byte> classes)
    {
        if (CssColour.Read(SvgDrawing.Attribute(tag, "bgcolor")) is { } colour) return colour;
        var style = SvgDrawing.Attribute(tag, "style");
        var at = style.IndexOfAnyCase("background");
        if (at >= 0)
        {
            style = style[(at + 10)..];
            var colon = style.IndexOf(':');
            var end = style.IndexOf(';');
            if (colon >= 0 && CssColour.Read(style[(colon + 1)..(end > colon ? end : style.Length)]) is { } painted) return painted;
        }

        // Classes: whichever colours they have, two of them make a code; it is read both ways round.
        var name = SvgDrawing.Attribute(tag, "class");
        if (name.IsEmpty || name.Length > 40) return null;
        var key = name.ToString();
        if (!classes.TryGetValue(key, out var known)) classes[key] = known = classes.Count % 2 == 0 ? (byte)0 : (byte)255;
        return known;
    }

    private static void End(List<List<byte>> rows, List<GrayImage> drawings, ImageBudget budget)
    {
        if (rows.Count >= MinCells && rows.Max(row => row.Count) is >= MinCells and var columns)
        {
            int width = (columns * CellPixels) + (2 * MarginPixels), height = (rows.Count * CellPixels) + (2 * MarginPixels);
            if (budget.TakePixels(width, height)) drawings.Add(Paint(rows, width, height));
        }

        rows.Clear();
    }

    private static GrayImage Paint(List<List<byte>> rows, int width, int height)
    {
        var image = GrayImage.White(width, height);
        for (var y = 0; y < rows.Count * CellPixels; y++)
        {
            var row = rows[y / CellPixels];
            for (var x = 0; x < row.Count; x++) image.Pixels.AsSpan(((y + MarginPixels) * width) + MarginPixels + (x * CellPixels), CellPixels).Fill(row[x]);
        }

        return image;
    }
}
