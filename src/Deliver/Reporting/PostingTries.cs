using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>
/// Posts the report of a period to all places that want it, and remembers what was taken until the period is finished: mail is
/// noted in the store's transaction, a posting cannot be. A crash in between posts it once more, under the same name, by which
/// its receiver knows it (RFC 8460 §4.4, report-id).
/// </summary>
/// <param name="post">Who posts.</param>
/// <param name="clock">The clock.</param>
internal sealed class PostingTries(IPostReports post, TimeProvider clock)
{
    /// <summary>Between two tries at one place.</summary>
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    /// <summary>RFC 8460 §5.5: up to a day after the first try; counted from the end of the period, whose moment comes within two hours.</summary>
    internal static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(26);

    /// <summary>What one pass may take for posting: servers that hang must not keep the reports of others. The rest waits for the next pass.</summary>
    internal static readonly TimeSpan MostOfPass = TimeSpan.FromMinutes(5);

    // Only places that failed or whose period is not finished: a bound for a DNS that names ever new ones.
    private const int MostKept = 10_000;

    private readonly Dictionary<(string Domain, DateTimeOffset Begin, Uri To), (PostOutcome Outcome, DateTimeOffset At)> _tried = [];
    private TimeSpan _spent;

    /// <summary>A pass begins.</summary>
    public void Begin() => _spent = TimeSpan.Zero;

    /// <summary>Posts to those that have not taken it.</summary>
    /// <param name="period">The period.</param>
    /// <param name="endpoints">The places.</param>
    /// <param name="report">The packed report.</param>
    /// <param name="now">Do not wait between two tries: the operator asks.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What became of each place that is done with; null where one has to be tried again.</returns>
    public async Task<IReadOnlyList<PostedReport>?> PostAsync(ReportPeriod period, IReadOnlyList<Uri> endpoints, byte[] report, bool now, CancellationToken cancellation)
    {
        var results = new List<PostedReport>();
        var waits = false;
        foreach (var to in endpoints)
        {
            var outcome = await TryAsync((period.Domain, period.Begin, to), report, now, cancellation);
            if (outcome is null || (!outcome.IsTaken && outcome.MayTryAgain && clock.GetUtcNow() < period.End + GiveUpAfter)) waits = true;
            else results.Add(new PostedReport(to.AbsoluteUri, outcome.Words));
        }

        return waits ? null : results;
    }

    /// <summary>The period is finished.</summary>
    public void Forget(ReportPeriod period)
    {
        foreach (var key in _tried.Keys.Where(key => key.Domain == period.Domain && key.Begin == period.Begin).ToList()) _tried.Remove(key);
    }

    private async Task<PostOutcome?> TryAsync((string Domain, DateTimeOffset Begin, Uri To) key, byte[] report, bool now, CancellationToken cancellation)
    {
        var started = clock.GetUtcNow();
        var known = _tried.TryGetValue(key, out var last);
        if (known && (last.Outcome.IsTaken || !last.Outcome.MayTryAgain || (!now && started - last.At < RetryAfter))) return last.Outcome;
        if (_spent >= MostOfPass) return known ? last.Outcome : null;
        var outcome = await post.PostAsync(key.To, report, cancellation);
        var ended = clock.GetUtcNow();
        _spent += ended - started;
        // All at once when full: then some are posted a second time, which their receivers see.
        if (_tried.Count >= MostKept) _tried.Clear();
        _tried[key] = (outcome, ended);
        return outcome;
    }
}
