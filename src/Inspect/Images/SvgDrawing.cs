using System.Globalization;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Images;

/// <summary>Reads the rectangles and paths of SVG pictures, as programs that make codes write them; without nesting of transformations, curves as straight lines. By searching: broken markup does no harm.</summary>
internal static class SvgDrawing
{
    /// <summary>Adds the shapes of a page or picture to a canvas.</summary>
    public static void Read(ReadOnlySpan<char> markup, ShapeCanvas canvas)
    {
        while (canvas.HasRoom)
        {
            var at = markup.IndexOf('<');
            if (at < 0 || at + 6 > markup.Length) return;
            markup = markup[(at + 1)..];
            var isRectangle = markup.StartsWith("rect", StringComparison.OrdinalIgnoreCase);
            if (!isRectangle && !markup.StartsWith("path", StringComparison.OrdinalIgnoreCase) && !markup.StartsWith("use", StringComparison.OrdinalIgnoreCase)) continue;
            var end = markup.IndexOf('>');
            if (end < 0) return;
            var tag = markup[..end];
            if (isRectangle) AddRectangle(tag, canvas);
            else AddPath(tag, canvas);
            markup = markup[end..];
        }
    }

    private static void AddRectangle(ReadOnlySpan<char> tag, ShapeCanvas canvas)
    {
        double x = NumberOf(tag, "x", 0), y = NumberOf(tag, "y", 0), width = NumberOf(tag, "width", 0), height = NumberOf(tag, "height", 0);
        var move = Attribute(tag, "transform");
        if (move.StartsWith("translate(", StringComparison.OrdinalIgnoreCase))
        {
            var numbers = new SvgNumbers(move[10..]);
            if (numbers.Next() is { } moveX) (x, y) = (x + moveX, y + (numbers.Next() ?? 0));
        }

        if (width > 0 && height > 0) canvas.AddRectangle(x, y, width, height, ColourOf(tag, "fill") ?? 0);
    }

    private static void AddPath(ReadOnlySpan<char> tag, ShapeCanvas canvas)
    {
        var data = Attribute(tag, "d");
        if (data.IsEmpty) return;
        var isFilled = !Value(tag, "fill").Equals("none", StringComparison.OrdinalIgnoreCase);
        var stroke = ColourOf(tag, "stroke");
        var outlines = new List<(double X, double Y)[]>();
        SvgPath.Read(data, outlines);
        if (stroke is { } colour)
        {
            // Lines as wide as a module, row by row.
            var half = NumberOf(tag, "stroke-width", 1) / 2;
            foreach (var line in outlines)
                for (var i = 0; i + 1 < line.Length; i++)
                    if (Math.Abs(line[i].Y - line[i + 1].Y) < 1e-9)
                        canvas.AddRectangle(Math.Min(line[i].X, line[i + 1].X), line[i].Y - half, Math.Abs(line[i + 1].X - line[i].X), half * 2, colour);
        }
        else if (isFilled) canvas.Add(outlines, ColourOf(tag, "fill") ?? 0);
    }

    private static double NumberOf(ReadOnlySpan<char> tag, string name, double otherwise)
    {
        var text = Value(tag, name).Trim().TrimEnd("px");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    }

    private static byte? ColourOf(ReadOnlySpan<char> tag, string name) => CssColour.Read(Value(tag, name));

    /// <summary>The value of an attribute, or of the same word in the style.</summary>
    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> tag, string name)
    {
        var value = Attribute(tag, name);
        if (!value.IsEmpty) return value;
        var style = Attribute(tag, "style");
        var at = style.IndexOfAnyCase(name + ":");
        if (at < 0) return [];
        style = style[(at + name.Length + 1)..];
        var end = style.IndexOf(';');
        return (end < 0 ? style : style[..end]).Trim();
    }

    /// <summary>The value of an attribute in quotes; empty for none.</summary>
    internal static ReadOnlySpan<char> Attribute(ReadOnlySpan<char> tag, string name)
    {
        for (var rest = tag; ;)
        {
            var at = rest.IndexOfAnyCase(name);
            if (at < 0) return [];
            var isWhole = at > 0 && rest[at - 1] is ' ' or '\t' or '\r' or '\n' or '"' or '\'';
            rest = rest[(at + name.Length)..];
            var value = rest.TrimStart();
            if (!isWhole || value.IsEmpty || value[0] != '=') continue;
            value = value[1..].TrimStart();
            if (value.IsEmpty) return [];
            if (value[0] is '"' or '\'')
            {
                var close = value[1..].IndexOf(value[0]);
                return close < 0 ? value[1..] : value.Slice(1, close);
            }

            var end = value.IndexOfAny(" \t\r\n>");
            return end < 0 ? value : value[..end];
        }
    }
}
