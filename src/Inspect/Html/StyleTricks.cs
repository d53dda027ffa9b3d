using System.Globalization;
using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Html;

/// <summary>Rarer ways in which a style hides a text, and declarations written so that only browsers read them.</summary>
internal static class StyleTricks
{
    /// <summary>The declarations without comments and with escaped letters plain ("dis\70lay", CSS Syntax 3 §4.3.7), as browsers read them.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '*')
            {
                var end = text[(at + 2)..].IndexOf("*/");
                at = end < 0 ? text.Length : at + end + 4;
            }
            else if (text[at] == '\\') at += Escape(text[at..], plain);
            else plain.Append(text[at++]);
        }

        return plain.ToString();
    }

    /// <summary>Shrunk, clipped or faded to nothing: "scale(0)", "inset(100%)", "rect(0,0,0,0)", "opacity(0)".</summary>
    /// <param name="name">The property, lower case.</param>
    /// <param name="value">Its value.</param>
    public static bool IsNothing(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name switch
    {
        "filter" => value.ContainsAnyCase("opacity(0)") || value.ContainsAnyCase("opacity(0%)") || value.ContainsAnyCase("opacity=0)"),
        "transform" => value.StartsWith("scale(0)", StringComparison.OrdinalIgnoreCase) || value.StartsWith("scale(0,", StringComparison.OrdinalIgnoreCase) || value.StartsWith("scale(0.0", StringComparison.OrdinalIgnoreCase),
        "clip-path" => value.StartsWith("inset(50%", StringComparison.OrdinalIgnoreCase) || value.StartsWith("inset(100%", StringComparison.OrdinalIgnoreCase) || value.StartsWith("circle(0)", StringComparison.OrdinalIgnoreCase) || value.StartsWith("circle(0 ", StringComparison.OrdinalIgnoreCase),
        "clip" => value.StartsWith("rect(", StringComparison.OrdinalIgnoreCase) && !value.ContainsAnyInRange('2', '9') && !value.ContainsAnyCase("auto"),
        _ => false,
    };

    private static int Escape(ReadOnlySpan<char> text, StringBuilder plain)
    {
        const int maxDigits = 6;
        var digits = 1;
        while (digits < text.Length && digits <= maxDigits && char.IsAsciiHexDigit(text[digits])) digits++;
        if (digits == 1)
        {
            if (text.Length > 1) plain.Append(text[1]);
            return Math.Min(2, text.Length);
        }

        var scalar = int.Parse(text[1..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (Rune.IsValid(scalar) && scalar != 0) plain.Append(new Rune(scalar).ToString());
        // One blank behind the digits belongs to them.
        return digits < text.Length && char.IsWhiteSpace(text[digits]) ? digits + 1 : digits;
    }
}
