using System.Globalization;

namespace Sekisho.Bench.Catch;

/// <summary>A share of messages with its interval of confidence: 95 of 100 such intervals hold the true share (Wilson 1927).</summary>
internal static class Wilson
{
    private const double Z = 1.959964;

    public static (double Low, double High) Interval(int count, int of)
    {
        if (of == 0) return (0, 1);
        var (share, n) = ((double)count / of, (double)of);
        var middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>"12.3 % (9.8–15.1)".</summary>
    public static string Text(int count, int of)
    {
        var (low, high) = Interval(count, of);
        return string.Create(CultureInfo.InvariantCulture, $"{(of == 0 ? 0 : 100.0 * count / of):0.0} % ({low * 100:0.0}–{high * 100:0.0})");
    }
}
