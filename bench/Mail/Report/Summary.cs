namespace Sekisho.Bench.Mail.Report;

/// <summary>The rounds of one system in one run, taken together.</summary>
internal sealed record Summary
{
    public required string Run { get; init; }

    public required string System { get; init; }

    public required IReadOnlyList<double> RoundsPerSecond { get; init; }

    public required double MedianPerSecond { get; init; }

    public required double MedianCpuMilliseconds { get; init; }

    public required double PeakMegabytes { get; init; }

    public required string Remark { get; init; }

    /// <summary>This system's rate divided by the peer's, from the same run; null for the peers themselves.</summary>
    public double? Ratio { get; init; }

    /// <summary>Which peer the ratio is against.</summary>
    public string? Against { get; init; }

    /// <summary>What the ratio should at least be; null where nothing is demanded.</summary>
    public double? Target { get; init; }

    /// <summary>Summaries of a run, each system beside the peer.</summary>
    /// <param name="run">The name of the run.</param>
    /// <param name="rounds">All rounds of all systems.</param>
    /// <param name="peer">The system to compare with.</param>
    /// <param name="target">What Sekisho's ratio should at least be.</param>
    public static IReadOnlyList<Summary> Of(string run, IReadOnlyList<Measured> rounds, string peer, double? target)
    {
        var peerRate = rounds.Any(round => round.System == peer) ? Median(rounds.Where(round => round.System == peer).Select(round => round.PerSecond)) : (double?)null;
        return [.. rounds.GroupBy(round => round.System, StringComparer.Ordinal).Select(system => new Summary
        {
            Run = run,
            System = system.Key,
            RoundsPerSecond = [.. system.Select(round => Math.Round(round.PerSecond, 1))],
            MedianPerSecond = Median(system.Select(round => round.PerSecond)),
            MedianCpuMilliseconds = Median(system.Select(round => round.CpuMilliseconds)),
            PeakMegabytes = system.Max(round => round.PeakBytes) / (1024.0 * 1024.0),
            Remark = system.Last().Remark,
            Ratio = system.Key == peer || peerRate is null ? null : Median(system.Select(round => round.PerSecond)) / peerRate,
            Against = system.Key == peer || peerRate is null ? null : peer,
            Target = system.Key == "Sekisho" ? target : null,
        })];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
