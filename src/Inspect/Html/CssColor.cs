using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Sekisho.Inspect.Html;

/// <summary>Colours as mail uses them: #rgb, #rrggbb, rgb(), rgba(), the common names. As 0xRRGGBB.</summary>
internal static class CssColor
{
    /// <summary>Nothing is painted.</summary>
    public const int Transparent = -2;

    /// <summary>Not said, or not understood.</summary>
    public const int Unknown = -1;

    /// <summary>Two colours whose parts differ by less than this look the same to a reader.</summary>
    private const int NearPart = 20;

    private const string NameTable = """
        white=ffffff black=000000 red=ff0000 blue=0000ff green=008000 yellow=ffff00 gray=808080 grey=808080
        silver=c0c0c0 navy=000080 orange=ffa500 purple=800080 maroon=800000 teal=008080 lime=00ff00 aqua=00ffff
        cyan=00ffff fuchsia=ff00ff magenta=ff00ff olive=808000 snow=fffafa ivory=fffff0 whitesmoke=f5f5f5 ghostwhite=f8f8ff
        lightgray=d3d3d3 lightgrey=d3d3d3 darkgray=a9a9a9 dimgray=696969 gainsboro=dcdcdc
        """;

    private static readonly SearchValues<char> WordEnd = SearchValues.Create(" \t\r\n!,)");

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Names = NameTable.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=')).Append(["transparent", ""])
        .ToFrozenDictionary(pair => pair[0], pair => pair[1].Length == 0 ? Transparent : int.Parse(pair[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads a colour; the first word of <paramref name="text"/> counts.</summary>
    public static int Read(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\r\n\"'");
        if (text.StartsWith("rgb", StringComparison.OrdinalIgnoreCase)) return ReadFunction(text);
        var end = text.IndexOfAny(WordEnd);
        if (end >= 0) text = text[..end];
        if (text.IsEmpty) return Unknown;
        if (Names.TryGetValue(text, out var known)) return known;
        var digits = text[0] == '#' ? text[1..] : text;
        if (digits.Length is not (3 or 4 or 6 or 8) || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return Unknown;
        return digits.Length switch
        {
            3 => Widen(value),
            4 => (value & 0xF) == 0 ? Transparent : Widen(value >> 4),
            8 => (value & 0xFF) == 0 ? Transparent : (int)(value >> 8),
            _ => (int)value,
        };
    }

    /// <summary>Whether a reader cannot tell letters of one colour on the other.</summary>
    public static bool LooksSame(int one, int other) =>
        one >= 0 && other >= 0
        && Math.Abs((one >> 16) - (other >> 16)) < NearPart && Math.Abs(((one >> 8) & 255) - ((other >> 8) & 255)) < NearPart && Math.Abs((one & 255) - (other & 255)) < NearPart;

    private static int Widen(uint value) => (int)((((value >> 8) & 15) * 0x110000) | (((value >> 4) & 15) * 0x1100) | ((value & 15) * 0x11));

    /// <summary>"rgb(255, 255, 255)", "rgba(0 0 0 / 0)".</summary>
    private static int ReadFunction(ReadOnlySpan<char> text)
    {
        var open = text.IndexOf('(');
        if (open < 0) return Unknown;
        text = text[(open + 1)..];
        Span<float> parts = stackalloc float[4];
        parts[3] = 1;
        var count = 0;
        while (count < 4 && !text.IsEmpty)
        {
            text = text.TrimStart(" ,/\t");
            var length = text.IndexOfAny(" ,/)\t");
            if (length == 0) break;
            var word = length < 0 ? text : text[..length];
            var isPercent = word.EndsWith("%");
            if (!float.TryParse(word.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) break;
            parts[count] = !isPercent ? number : count == 3 ? number / 100 : number * 2.55f;
            count++;
            text = length < 0 ? [] : text[length..];
        }

        if (count < 3) return Unknown;
        return parts[3] < 0.05f ? Transparent : (Byte(parts[0]) << 16) | (Byte(parts[1]) << 8) | Byte(parts[2]);
    }

    private static int Byte(float value) => (int)Math.Clamp(value, 0, 255);
}
