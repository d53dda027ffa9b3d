using System.Globalization;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Html;

/// <summary>Reads the declarations of a style attribute or of one rule of a style sheet. Linear.</summary>
internal static class StyleReader
{
    /// <summary>What lies further out than this is in no window, in pixels.</summary>
    private const float FarPixels = 500;

    /// <summary>Reads "name: value; name: value".</summary>
    public static StyleValues Read(ReadOnlySpan<char> text)
    {
        var values = new StyleValues();
        if (text.Contains('\\') || text.IndexOf("/*") >= 0) text = StyleTricks.Plain(text);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf(';');
            var declaration = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            var colon = declaration.IndexOf(':');
            if (colon < 1) continue;
            Apply(declaration[..colon].Trim(), declaration[(colon + 1)..].Trim(), ref values);
        }

        return values;
    }

    private static void Apply(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ref StyleValues values)
    {
        if (name.Length is < 3 or > 16 || value.IsEmpty) return;
        Span<char> lower = stackalloc char[16];
        lower = lower[..name.ToLowerInvariant(lower)];
        switch (lower)
        {
            case "display": values.IsNone = value.StartsWith("none", StringComparison.OrdinalIgnoreCase); break;
            case "visibility": values.IsInvisible = !value.StartsWith("visible", StringComparison.OrdinalIgnoreCase); break;
            case "opacity": values.Opacity = Number(value); break;
            case "font-size": SetFontSize(value, ref values); break;
            case "font": SetFont(value, ref values); break;
            case "filter" or "transform" or "clip-path" or "clip":
                if (StyleTricks.IsNothing(lower, value)) values.Opacity = 0;
                break;
            case "color": values.Color = CssColor.Read(value); break;
            case "background" or "background-color" or "background-image": SetBackground(value, ref values); break;
            case "position": values.IsPositioned = value.StartsWith("absolute", StringComparison.OrdinalIgnoreCase) || value.StartsWith("fixed", StringComparison.OrdinalIgnoreCase); break;
            case "left" or "top" or "right" or "bottom" or "text-indent" or "margin-left" or "margin-top": SetMoved(lower, value, ref values); break;
            case "height" or "max-height": values.HasNoHeight = CssLength.Read(value, 16) is >= 0 and <= 1; break;
            case "width" or "max-width": values.HasNoWidth = CssLength.Read(value, 16) is >= 0 and <= 1; break;
            case "overflow": values.IsCut = value.StartsWith("hidden", StringComparison.OrdinalIgnoreCase); break;
        }
    }

    private static float? Number(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAny(" !%");
        return float.TryParse(end < 0 ? value : value[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static void SetFontSize(ReadOnlySpan<char> value, ref StyleValues values)
    {
        var end = value.IndexOfAny(" !");
        var word = end < 0 ? value : value[..end];
        var isRelative = word.EndsWith("em", StringComparison.OrdinalIgnoreCase) && !word.EndsWith("rem", StringComparison.OrdinalIgnoreCase) || word.EndsWith("%");
        var pixels = CssLength.Read(word, isRelative ? 1 : 16);
        if (!float.IsNaN(pixels)) values.FontSize = (pixels, isRelative);
    }

    /// <summary>"bold 0/0 Arial", "1px/1px sans-serif": the first word that is a length is the size.</summary>
    private static void SetFont(ReadOnlySpan<char> value, ref StyleValues values)
    {
        while (!value.IsEmpty)
        {
            var end = value.IndexOf(' ');
            var word = end < 0 ? value : value[..end];
            value = end < 0 ? [] : value[(end + 1)..];
            // "font: 400 12px Arial": a bare number above 9 is a weight.
            if (word.IsEmpty || !char.IsAsciiDigit(word[0]) || word.Length == 3 && char.IsAsciiDigit(word[1])) continue;
            var slash = word.IndexOf('/');
            SetFontSize(slash < 0 ? word : word[..slash], ref values);
            return;
        }
    }

    private static void SetBackground(ReadOnlySpan<char> value, ref StyleValues values)
    {
        if (value.ContainsAnyCase("url(") || value.ContainsAnyCase("gradient"))
        {
            values.Background = CssColor.Unknown;
            return;
        }

        var color = CssColor.Read(value);
        if (color != CssColor.Unknown) values.Background = color;
    }

    private static void SetMoved(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ref StyleValues values)
    {
        var pixels = CssLength.Read(value, 16);
        if (float.IsNaN(pixels)) return;
        if (pixels <= -FarPixels || pixels >= 4 * FarPixels && name is "left" or "top") values.IsFarAway = true;
    }
}
