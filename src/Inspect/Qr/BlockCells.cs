namespace Sekisho.Inspect.Qr;

/// <summary>Which of its two by four dots a character fills: bit 2 × row + column.</summary>
internal static class BlockCells
{
    private const byte Full = 0xFF, UpperLeft = 0b0000_0101, UpperRight = 0b0000_1010, LowerLeft = 0b0101_0000, LowerRight = 0b1010_0000;

    /// <summary>Whether the character is made for drawing.</summary>
    public static bool IsBlock(char character) => character is (>= '\u2580' and <= '\u259F') or (>= '\u2800' and <= '\u28FF') or '⬛' or '⬜' or '■' or '□';

    /// <summary>The dots of all lines, as many characters as the longest has in each.</summary>
    public static byte[] Of(List<string> lines)
    {
        var width = lines.Max(line => line.Length);
        var (light, hasSeveral) = LightSign(lines);
        var cells = new byte[width * lines.Count];
        for (var y = 0; y < lines.Count; y++)
            for (var x = 0; x < lines[y].Length; x++)
                cells[(y * width) + x] = hasSeveral && lines[y][x] == light ? (byte)0 : DotsOf(lines[y][x]);
        return cells;
    }

    /// <summary>Of two signs other than blanks ("1" and "0", "#" and ".") one is the ground; codes are read both ways round, so either will do.</summary>
    private static (char Light, bool HasSeveral) LightSign(List<string> lines)
    {
        var counts = new Dictionary<char, int>();
        foreach (var character in lines.SelectMany(line => line))
            if (!char.IsWhiteSpace(character) && character != '\u200B' && !IsBlock(character))
                counts[character] = counts.GetValueOrDefault(character) + 1;
        return counts.Count < 2 ? ('\0', false) : (counts.MaxBy(pair => pair.Value).Key, true);
    }

    private static byte DotsOf(char character) => character switch
    {
        ' ' or '\u00A0' or '\u3000' or '\u2003' or '\u2007' or '\u200B' or '⬜' or '□' or '\u2800' => 0,
        '▀' => UpperLeft | UpperRight,
        '▄' => LowerLeft | LowerRight,
        '▌' => UpperLeft | LowerLeft,
        '▐' => UpperRight | LowerRight,
        '▖' => LowerLeft,
        '▗' => LowerRight,
        '▘' => UpperLeft,
        '▝' => UpperRight,
        '▙' => UpperLeft | LowerLeft | LowerRight,
        '▚' => UpperLeft | LowerRight,
        '▛' => UpperLeft | UpperRight | LowerLeft,
        '▜' => UpperLeft | UpperRight | LowerRight,
        '▞' => UpperRight | LowerLeft,
        '▟' => UpperRight | LowerLeft | LowerRight,
        '░' => 0,
        >= '\u2801' and <= '\u28FF' => Braille(character - '\u2800'),
        _ => Full,
    };

    /// <summary>Braille counts its dots downwards, left column first; the lowest two came later.</summary>
    private static byte Braille(int dots)
    {
        ReadOnlySpan<byte> places = [0, 2, 4, 1, 3, 5, 6, 7];
        var cell = 0;
        for (var i = 0; i < 8; i++)
            if ((dots >> i & 1) != 0)
                cell |= 1 << places[i];
        return (byte)cell;
    }
}
