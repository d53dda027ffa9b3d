using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>
/// Notes how sessions went under the TLS policies of their domains (RFC 8460). Sessions that are alike are counted in memory and brought
/// to the store every minute: a crash loses the counts of a minute, which no mail depends on.
/// </summary>
internal sealed class TlsSessionLog(ICallClient calls)
{
    /// <summary>Different ones in memory; what comes when it is full is not counted. Stops many destinations from filling the memory while the store is away.</summary>
    public const int Most = 5_000;

    private readonly Lock _lock = new();
    private Dictionary<Observed, long> _counts = [];

    /// <summary>Notes one session.</summary>
    public void Note(TlsSession session)
    {
        if (session.ToObserved() is not { } observed) return;
        lock (_lock)
        {
            if (_counts.TryGetValue(observed, out var count)) _counts[observed] = count + 1;
            else if (_counts.Count < Most) _counts.Add(observed, 1);
        }
    }

    /// <summary>Brings what was noted to the store; what it does not take is kept for the next time.</summary>
    /// <exception cref="CallException">The store does not answer.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        Dictionary<Observed, long> taken;
        lock (_lock)
        {
            if (_counts.Count == 0) return;
            (taken, _counts) = (_counts, []);
        }

        var waiting = taken.Select(one => new Observation(ObservationKind.Tls, one.Key.Domain, one.Key.Policy, one.Key.Row, Math.Min(one.Value, Observation.MostCount))).ToList();
        for (var at = 0; at < waiting.Count; at += ObserveRequest.Most)
        {
            try
            {
                await calls.SendAsync(ReportCalls.Observe, new ObserveRequest(waiting.GetRange(at, Math.Min(ObserveRequest.Most, waiting.Count - at))), default, cancellation);
            }
            catch (Exception exception) when (exception is CallException or OperationCanceledException)
            {
                Keep(waiting.Skip(at));
                throw;
            }
        }
    }

    private void Keep(IEnumerable<Observation> observations)
    {
        lock (_lock)
        {
            foreach (var one in observations)
            {
                var key = new Observed(one.Domain, one.Policy, one.Row);
                if (_counts.TryGetValue(key, out var count)) _counts[key] = count + one.Count;
                else if (_counts.Count < Most) _counts.Add(key, one.Count);
            }
        }
    }
}
