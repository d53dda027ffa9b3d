namespace Sekisho.Inspect.Language.Training;

/// <summary>Fits the curve that makes a probability of a sum.</summary>
internal static class Curve
{
    /// <summary>Slope and shift that explain best which messages are bad; Newton's method, with targets a little off 0 and 1 (Platt 1999).</summary>
    public static (double Slope, double Shift) Fit(double[] sums, IReadOnlyList<Example> examples, double[] weights)
    {
        var (slope, shift) = (1.0, 0.0);
        for (var round = 0; round < 50; round++)
        {
            var (g1, g2, h11, h12, h22) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
            for (var i = 0; i < sums.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(slope * sums[i] + shift)));
                var error = (p - (examples[i].IsBad ? 0.998 : 0.002)) * weights[i];
                var curve = Math.Max(p * (1 - p), 1e-9) * weights[i];
                g1 += error * sums[i];
                g2 += error;
                h11 += curve * sums[i] * sums[i];
                h12 += curve * sums[i];
                h22 += curve;
            }

            var determinant = h11 * h22 - h12 * h12;
            if (Math.Abs(determinant) < 1e-12) break;
            var (d1, d2) = ((h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant);
            // Far from the end a whole step can go beyond it.
            var length = Math.Min(1, 2 / (Math.Abs(d1) + Math.Abs(d2) + 1e-9));
            (slope, shift) = (slope - length * d1, shift - length * d2);
            if (Math.Abs(d1) + Math.Abs(d2) < 1e-9) break;
        }

        return slope > 0 ? (slope, shift) : (1, 0);
    }
}
