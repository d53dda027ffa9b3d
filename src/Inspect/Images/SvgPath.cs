namespace Sekisho.Inspect.Images;

/// <summary>Reads the data of SVG paths (SVG 2 §9.3) into outlines; of curves only their ends.</summary>
internal static class SvgPath
{
    private const int MaxPoints = 400_000;

    /// <summary>Adds the outlines.</summary>
    public static void Read(ReadOnlySpan<char> data, List<(double X, double Y)[]> outlines)
    {
        var numbers = new SvgNumbers(data);
        var line = new List<(double X, double Y)>();
        double x = 0, y = 0, startX = 0, startY = 0;
        var command = 'M';
        for (var points = 0; !numbers.IsAtEnd && points < MaxPoints; points++)
        {
            if (numbers.Letter() is { } letter) command = letter;
            var isRelative = char.IsAsciiLetterLower(command);
            double baseX = isRelative ? x : 0, baseY = isRelative ? y : 0;
            switch (char.ToUpperInvariant(command))
            {
                case 'Z':
                    End(line, outlines);
                    (x, y) = (startX, startY);
                    line.Add((x, y));
                    // A number behind it would be read as nothing for ever.
                    command = 'L';
                    continue;
                case 'H' when numbers.Next() is { } toX: x = baseX + toX; break;
                case 'V' when numbers.Next() is { } toY: y = baseY + toY; break;
                default:
                    for (var skip = char.ToUpperInvariant(command) switch { 'C' => 4, 'S' or 'Q' => 2, 'A' => 5, _ => 0 }; skip > 0; skip--) numbers.Next();
                    if (numbers.Next() is not { } nextX || numbers.Next() is not { } nextY)
                    {
                        End(line, outlines);
                        return;
                    }

                    (x, y) = (baseX + nextX, baseY + nextY);
                    if (char.ToUpperInvariant(command) != 'M') break;
                    End(line, outlines);
                    (startX, startY) = (x, y);
                    command = isRelative ? 'l' : 'L';
                    break;
            }

            line.Add((x, y));
        }

        End(line, outlines);
    }

    private static void End(List<(double X, double Y)> line, List<(double X, double Y)[]> outlines)
    {
        if (line.Count > 1) outlines.Add([.. line]);
        line.Clear();
    }
}
