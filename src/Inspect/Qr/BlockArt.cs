using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>Draws codes that are written with characters: blocks and half blocks (█▀▄), quarters, Braille dots, emoji squares, or any two signs ("##" and blanks).</summary>
internal static class BlockArt
{
    /// <summary>A code has at least 21 modules; with half blocks that is 11 lines.</summary>
    private const int MinLines = 10, MinChars = 20;

    /// <summary>Longest line that is looked at, in characters; the largest code doubled has 370.</summary>
    private const int MaxChars = 500;

    private const int MaxLines = 400;

    /// <summary>Most drawings of one text.</summary>
    private const int MaxDrawings = 6;

    private const int Scale = 3;

    /// <summary>The pictures of all places that may be a code.</summary>
    public static List<GrayImage> Draw(ReadOnlySpan<char> text, ImageBudget budget)
    {
        var drawings = new List<GrayImage>();
        var lines = new List<string>();
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            if (trimmed.Length is > 0 and <= MaxChars && lines.Count < MaxLines && IsArt(trimmed))
            {
                lines.Add(trimmed.ToString());
                continue;
            }

            // Blank lines belong to it: with inverted colours they are the margin.
            if (trimmed.IsEmpty && lines.Count is > 0 and < MinLines) continue;
            End(lines, drawings, budget);
            if (drawings.Count >= MaxDrawings) return drawings;
        }

        End(lines, drawings, budget);
        return drawings;
    }

    /// <summary>Whether a line is made of block characters, or of at most two signs many times.</summary>
    private static bool IsArt(ReadOnlySpan<char> line)
    {
        int blocks = 0, signs = 0, others = 0;
        char first = '\0', second = '\0';
        foreach (var character in line)
        {
            if (IsBlank(character)) continue;
            if (BlockCells.IsBlock(character)) blocks++;
            else if (character == first || first == '\0') (first, signs) = (character, signs + 1);
            else if (character == second || second == '\0') (second, signs) = (character, signs + 1);
            else others++;
        }

        if (others > 0) return blocks > 8 * others && blocks > signs;
        return blocks >= 6 || signs >= 10 && signs + blocks > 0 && !char.IsLetterOrDigit(first) | first is '0' or '1' or 'X' or 'M' or 'x' or 'W';
    }

    private static bool IsBlank(char character) => character is ' ' or '\u00A0' or '\u3000' or '\u2003' or '\u2007' or '\u200B';

    private static void End(List<string> lines, List<GrayImage> drawings, ImageBudget budget)
    {
        if (lines.Count >= MinLines && lines.Max(line => line.Length) is >= MinChars and var width && Varies(lines))
        {
            // A character is half as wide as high, unless it is one of the square ones, or stands for a module each.
            var hasSquares = lines.Exists(line => line.AsSpan().ContainsAny("⬛⬜■□"));
            var isWide = width > lines.Count * 3 / 2;
            var cells = BlockCells.Of(lines);
            if (!hasSquares) Add(cells, width, lines.Count, 2, 4, drawings, budget);
            if (hasSquares || !isWide) Add(cells, width, lines.Count, 4, 4, drawings, budget);
        }

        lines.Clear();
    }

    /// <summary>Rulers, frames and filled areas repeat a line; of a code hardly two lines are the same, but where each is written twice.</summary>
    private static bool Varies(List<string> lines) => lines.Distinct(StringComparer.Ordinal).Count() > lines.Count / 4;

    /// <summary>Each character has two columns and four rows of dots; they become so many pixels times the scale.</summary>
    private static void Add(byte[] cells, int columns, int rows, int cellWidth, int cellHeight, List<GrayImage> drawings, ImageBudget budget)
    {
        const int margin = 24;
        int width = (columns * cellWidth * Scale) + (2 * margin), height = (rows * cellHeight * Scale) + (2 * margin);
        if (!budget.TakePixels(width, height)) return;
        var image = GrayImage.White(width, height);
        for (var y = margin; y < height - margin; y++)
        {
            int row = (y - margin) / (cellHeight * Scale), dotRow = (y - margin) / Scale % cellHeight * 4 / cellHeight;
            for (var x = margin; x < width - margin; x++)
            {
                int column = (x - margin) / (cellWidth * Scale), dotColumn = (x - margin) / Scale % cellWidth * 2 / cellWidth;
                if ((cells[(row * columns) + column] >> ((dotRow * 2) + dotColumn) & 1) != 0) image.Pixels[(y * width) + x] = 0;
            }
        }

        drawings.Add(image);
    }
}
