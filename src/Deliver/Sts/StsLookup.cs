using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Reporting;
using Sekisho.Deliver.Security;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.MtaSts;

namespace Sekisho.Deliver.Sts;

/// <summary>
/// The MTA-STS policies of other domains (RFC 8461 §3, §5.1):
/// 1. The TXT record says whether there is a policy, and by its id whether it is the one that is kept.
/// 2. A new one is fetched while the mail waits; one that is kept is fetched again each day beside it.
/// 3. What is kept holds until its max_age is over, whatever the DNS and the policy host say meanwhile, but for a newer policy.
/// </summary>
internal sealed class StsLookup : IDisposable
{
    /// <summary>After a fetch that failed nobody tries for so long (RFC 8461 §3.3).</summary>
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>A policy that is kept is fetched again after so long (RFC 8461 §10.2): who blocks it once must not win by waiting.</summary>
    internal static readonly TimeSpan RefreshAfter = TimeSpan.FromDays(1);

    private readonly IDnsResolver _dns;
    private readonly IStsFetch _fetch;
    private readonly StsFolder _folder;
    private readonly ITlsSessions _sessions;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _underWay = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();

    public StsLookup(IDnsResolver dns, IStsFetch fetch, StsFolder folder, ITlsSessions sessions, TimeProvider clock, ILogger log)
    {
        _dns = dns;
        _fetch = fetch;
        _folder = folder;
        _sessions = sessions;
        _clock = clock;
        _log = log;
        foreach (var kept in folder.Load(clock.GetUtcNow())) _entries[kept.Domain] = new Entry { Kept = kept, UsedAt = kept.FetchedAt };
    }

    /// <summary>How many domains are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>The policy that holds for a domain now, or null.</summary>
    /// <param name="domain">The domain, as A-labels in lower case.</param>
    /// <param name="cancellation">Ends the wait, not the fetch.</param>
    public async ValueTask<StsPolicy?> OfAsync(string domain, CancellationToken cancellation)
    {
        if (!DnsName.TryParse("_mta-sts." + domain, out var name)) return null;
        var answer = await _dns.ResolveAsync(name, DnsRecordType.Txt, cancellation);
        var record = StsRecord.Find(answer.Records.OfType<TxtRecord>().Select(text => text.Text));
        var (kept, mayFetch) = Find(domain);
        if (record is null || !mayFetch) return kept?.Policy;
        if (kept is null || kept.Id != record.Id)
        {
            await FetchOnce(domain, record.Id).WaitAsync(cancellation);
            return Find(domain).Kept?.Policy;
        }

        if (_clock.GetUtcNow() - kept.FetchedAt >= RefreshAfter) _ = FetchOnce(domain, record.Id);
        return kept.Policy;
    }

    /// <summary>Ends fetches that are under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private (StsKept? Kept, bool MayFetch) Find(string domain)
    {
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            if (!_entries.TryGetValue(domain, out var entry)) return (null, true);
            entry.UsedAt = now;
            return (entry.Kept is { } kept && kept.HoldsAt(now) ? kept : null, now >= entry.RetryAt);
        }
    }

    private Task FetchOnce(string domain, string id) =>
        _underWay.GetOrAdd(domain, key => new Lazy<Task>(() => Task.Run(() => FetchAsync(key, id), CancellationToken.None))).Value;

    private async Task FetchAsync(string domain, string id)
    {
        try
        {
            var fetched = await _fetch.FetchAsync(domain, _stop.Token);
            var reading = fetched.File is { } file ? StsPolicyReader.Read(file) : null;
            if (reading?.Policy is { } policy)
            {
                Keep(new StsKept { Domain = domain, Id = id, Mode = policy.Mode, MaxAgeSeconds = (long)policy.MaxAge.TotalSeconds, Mx = policy.MxPatterns, FetchedAt = _clock.GetUtcNow() });
                return;
            }

            var failure = fetched.Failure ?? TlsFailureTypes.StsPolicyInvalid;
            var problem = fetched.Problem ?? reading?.Problem;
            Log.StsNotFetched(_log, domain, failure, problem ?? "");
            _sessions.Add(ToTlsSession.WithoutPolicy(domain, failure, problem));
            SetRetry(domain);
        }
        catch (OperationCanceledException)
        {
            // The end of the role.
        }
        catch (Exception error)
        {
            // A bug here must not hold up the domain's mail.
            Log.StsBroken(_log, domain, error);
            SetRetry(domain);
        }
        finally
        {
            _underWay.TryRemove(domain, out _);
        }
    }

    private void Keep(StsKept kept)
    {
        string? leastUsed;
        lock (_lock)
        {
            leastUsed = MakeRoom(kept.Domain);
            var entry = _entries[kept.Domain] = new Entry { Kept = kept, UsedAt = kept.FetchedAt };
            // A policy that is over at once must not be fetched for every message.
            if (kept.MaxAgeSeconds < RetryAfter.TotalSeconds) entry.RetryAt = kept.FetchedAt + RetryAfter;
        }

        if (leastUsed is not null) _folder.Remove(leastUsed);
        _folder.Write(kept);
        Log.StsFetched(_log, kept.Domain, kept.Mode, kept.Id);
    }

    private void SetRetry(string domain)
    {
        string? leastUsed;
        lock (_lock)
        {
            leastUsed = MakeRoom(domain);
            if (!_entries.TryGetValue(domain, out var entry)) _entries[domain] = entry = new Entry { UsedAt = _clock.GetUtcNow() };
            entry.RetryAt = _clock.GetUtcNow() + RetryAfter;
        }

        if (leastUsed is not null) _folder.Remove(leastUsed);
    }

    private string? MakeRoom(string domain)
    {
        if (_entries.Count < StsFolder.MaxPolicies || _entries.ContainsKey(domain)) return null;
        var leastUsed = _entries.MinBy(entry => entry.Value.UsedAt).Key;
        _entries.Remove(leastUsed);
        return leastUsed;
    }

    private sealed class Entry
    {
        public StsKept? Kept { get; init; }

        public DateTimeOffset UsedAt { get; set; }

        public DateTimeOffset RetryAt { get; set; }
    }
}
