using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Dns.Resolving;

namespace Sekisho.Dns;

/// <summary>
/// Keeps the answers of another resolver that is far away – behind a call to another process – for as long as they hold, but
/// not longer than told: what the other one learns in between is seen soon.
/// </summary>
/// <param name="inner">The resolver to ask.</param>
/// <param name="maxEntries">The most answers; the least recently used goes first. Stops senders with ever new names from filling the memory.</param>
/// <param name="maxRecords">The most records of all answers together (an answer without any counts one). Stops the same with large answers.</param>
/// <param name="longest">No answer is kept longer.</param>
/// <param name="clock">The clock of the times.</param>
public sealed class CachingResolver(IDnsResolver inner, int maxEntries, int maxRecords, TimeSpan longest, TimeProvider clock) : IDnsResolver
{
    private readonly AnswerCache _cache = new(maxEntries, maxRecords, clock);

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        if (_cache.Find(name, type) is { } kept) return kept;
        var answer = await inner.ResolveAsync(name, type, cancellation).ConfigureAwait(false);
        // What went wrong is the other one's to remember: it knows when it tries again.
        if (!answer.IsTemporary) _cache.Add(answer.TimeToLive <= longest ? answer : answer with { TimeToLive = longest });
        return answer;
    }
}
