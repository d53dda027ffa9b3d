namespace Sekisho.Inspect.Qr;

/// <summary>Finds the small square near the fourth corner (ISO/IEC 18004 §6.3.6): five modules wide, by comparing.</summary>
/// <param name="image">The picture.</param>
/// <param name="flip">1 for light on dark.</param>
/// <param name="right">One module to the right, in pixels.</param>
/// <param name="down">One module down.</param>
internal readonly struct AlignmentSearch(BitImage image, int flip, (double X, double Y) right, (double X, double Y) down)
{
    /// <summary>Of its 25 modules this many must fit.</summary>
    private const int MinFits = 22;

    /// <summary>Its middle, nearest to where it is expected among those that fit best; null where none does.</summary>
    /// <param name="expected">Where it should be, were the picture flat.</param>
    /// <param name="reach">How far off it may be, in modules.</param>
    public (double X, double Y)? Find((double X, double Y) expected, int reach)
    {
        var best = MinFits - 1;
        double bestDistance = 0, sumX = 0, sumY = 0, count = 0;
        for (var i = -reach * 4; i <= reach * 4; i++)
        {
            for (var j = -reach * 4; j <= reach * 4; j++)
            {
                double u = i / 4.0, v = j / 4.0;
                double x = expected.X + (u * right.X) + (v * down.X), y = expected.Y + (u * right.Y) + (v * down.Y);
                if (At(x, y) != 1) continue;
                var fits = Compare(x, y, best);
                if (fits < best || fits < MinFits) continue;
                var distance = (u * u) + (v * v);
                if (fits > best) (best, bestDistance, sumX, sumY, count) = (fits, distance, x, y, 1);
                else if (Math.Abs(x - (sumX / count)) + Math.Abs(y - (sumY / count)) < 1.5 * (Math.Abs(right.X) + Math.Abs(right.Y))) (sumX, sumY, count) = (sumX + x, sumY + y, count + 1);
                else if (distance < bestDistance) (bestDistance, sumX, sumY, count) = (distance, x, y, 1);
            }
        }

        return count > 0 ? (sumX / count, sumY / count) : null;
    }

    private int Compare(double x, double y, int atLeast)
    {
        var misses = 0;
        for (var dy = -2; dy <= 2; dy++)
        {
            for (var dx = -2; dx <= 2; dx++)
            {
                var expected = Math.Max(Math.Abs(dx), Math.Abs(dy)) == 1 ? 0 : 1;
                if (At(x + (dx * right.X) + (dy * down.X), y + (dx * right.Y) + (dy * down.Y)) != expected && ++misses > 25 - atLeast) return 0;
            }
        }

        return 25 - misses;
    }

    private int At(double x, double y) => image.At((float)x, (float)y) ^ flip;
}
