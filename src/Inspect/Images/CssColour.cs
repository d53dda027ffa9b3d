using System.Globalization;

namespace Sekisho.Inspect.Images;

/// <summary>Reads the brightness of colours as style sheets and attributes write them.</summary>
internal static class CssColour
{
    /// <summary>The brightness; null where it is no colour, or none at all ("none", "transparent").</summary>
    public static byte? Read(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\r\n;'\"");
        if (text.IsEmpty) return null;
        if (text[0] == '#') return OfHex(text[1..]);
        if (text.StartsWith("rgb", StringComparison.OrdinalIgnoreCase)) return OfNumbers(text);
        var end = text.IndexOfAny(" !;");
        if (end > 0) text = text[..end];
        return text.Length > 20 ? null : OfName(text.ToString().ToLowerInvariant());
    }

    private static byte? OfHex(ReadOnlySpan<char> digits)
    {
        var count = 0;
        while (count < digits.Length && char.IsAsciiHexDigit(digits[count])) count++;
        if (count is not (3 or 4 or 6 or 8)) return null;
        var size = count < 6 ? 1 : 2;
        var value = int.Parse(digits[..(size * 3)], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return size == 2
            ? GrayImage.Luma(value >> 16, value >> 8 & 255, value & 255)
            : GrayImage.Luma((value >> 8) * 17, (value >> 4 & 15) * 17, (value & 15) * 17);
    }

    private static byte? OfNumbers(ReadOnlySpan<char> text)
    {
        var open = text.IndexOf('(');
        if (open < 0) return null;
        var numbers = new SvgNumbers(text[(open + 1)..]);
        if (numbers.Next() is not { } red || numbers.Next() is not { } green || numbers.Next() is not { } blue) return null;
        return GrayImage.Luma((int)Math.Clamp(red, 0, 255), (int)Math.Clamp(green, 0, 255), (int)Math.Clamp(blue, 0, 255));
    }

    private static byte? OfName(string name) => name switch
    {
        "black" => 0,
        "white" => 255,
        "navy" or "darkblue" or "midnightblue" => 16,
        "maroon" or "darkred" or "indigo" or "purple" => 45,
        "blue" => 29,
        "red" or "crimson" => 77,
        "green" or "darkgreen" => 75,
        "gray" or "grey" => 128,
        "silver" or "lightgray" or "lightgrey" => 200,
        "yellow" or "ivory" or "snow" or "whitesmoke" => 240,
        _ => null,
    };
}
