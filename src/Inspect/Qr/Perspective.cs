namespace Sekisho.Inspect.Qr;

/// <summary>Maps the plane of a code onto that of a picture, by four points of each.</summary>
internal sealed class Perspective
{
    private readonly double _a, _b, _c, _d, _e, _f, _g, _h, _i;

    private Perspective(ReadOnlySpan<double> matrix) =>
        (_a, _b, _c, _d, _e, _f, _g, _h, _i) = (matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5], matrix[6], matrix[7], matrix[8]);

    /// <summary>Makes the map; null where the points do not allow one (three on a line).</summary>
    public static Perspective? Of(ReadOnlySpan<(double X, double Y)> from, ReadOnlySpan<(double X, double Y)> to)
    {
        // Eight equations for eight unknowns, by elimination.
        Span<double> rows = stackalloc double[72];
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = from[i];
            var (u, v) = to[i];
            ((ReadOnlySpan<double>)[x, y, 1, 0, 0, 0, -u * x, -u * y, u]).CopyTo(rows[(i * 18)..]);
            ((ReadOnlySpan<double>)[0, 0, 0, x, y, 1, -v * x, -v * y, v]).CopyTo(rows[((i * 18) + 9)..]);
        }

        for (var column = 0; column < 8; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < 8; row++)
                if (Math.Abs(rows[(row * 9) + column]) > Math.Abs(rows[(pivot * 9) + column]))
                    pivot = row;
            if (Math.Abs(rows[(pivot * 9) + column]) < 1e-9) return null;
            for (var i = 0; i < 9; i++) (rows[(column * 9) + i], rows[(pivot * 9) + i]) = (rows[(pivot * 9) + i], rows[(column * 9) + i]);
            for (var row = 0; row < 8; row++)
            {
                if (row == column) continue;
                var factor = rows[(row * 9) + column] / rows[(column * 9) + column];
                for (var i = column; i < 9; i++) rows[(row * 9) + i] -= factor * rows[(column * 9) + i];
            }
        }

        Span<double> matrix = stackalloc double[9];
        for (var i = 0; i < 8; i++) matrix[i] = rows[(i * 9) + 8] / rows[(i * 9) + i];
        matrix[8] = 1;
        return new Perspective(matrix);
    }

    /// <summary>Where a point comes to lie.</summary>
    public (float X, float Y) Map(double x, double y)
    {
        var depth = (_g * x) + (_h * y) + _i;
        if (Math.Abs(depth) < 1e-12) depth = 1e-12;
        return ((float)(((_a * x) + (_b * y) + _c) / depth), (float)(((_d * x) + (_e * y) + _f) / depth));
    }
}
