using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Dmarc;

/// <summary>The DNS tree walk (RFC 9989 §4.10). A name is asked for once in an evaluation, however many walks pass it.</summary>
internal sealed class DmarcTree(IDnsResolver resolver, CancellationToken deadline)
{
    // RFC 9989 §4.10: eight queries at most, the first for the whole name, the second for its last seven labels.
    private const int MaxLabelsAfterFirst = 7;

    private readonly Dictionary<string, DmarcRecord?> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Top, string? PublicSuffix)?> _tops = new(StringComparer.Ordinal);

    /// <summary>How many names were asked for.</summary>
    public int Lookups { get; private set; }

    /// <summary>The name whose look-up failed last, or null.</summary>
    public string? FailedName { get; private set; }

    /// <summary>The record of a domain, if it has exactly one (RFC 9989 §4.10 steps 2 and 6).</summary>
    /// <returns>Known: false where the DNS failed.</returns>
    public async ValueTask<(bool Known, DmarcRecord? Record)> RecordAsync(string domain)
    {
        if (_records.TryGetValue(domain, out var kept)) return (true, kept);
        Lookups++;
        var answer = await resolver.ResolveAsync("_dmarc." + domain, DnsRecordType.Txt, deadline);
        if (answer.IsTemporary)
        {
            FailedName = "_dmarc." + domain;
            return (false, null);
        }

        var records = answer.Records.OfType<TxtRecord>().Select(record => DmarcRecordReader.Read(record.Text)).Where(record => record is not null).Take(2).ToList();
        return (true, _records[domain] = records.Count == 1 ? records[0] : null);
    }

    /// <summary>The top of a domain's organization, and the public suffix that the walk ended at, if it did (RFC 9989 §4.10.2).</summary>
    /// <returns>Null where the DNS failed.</returns>
    public async ValueTask<(string Top, string? PublicSuffix)?> OrganizationAsync(string domain)
    {
        if (_tops.TryGetValue(domain, out var kept)) return kept;
        var top = domain;
        foreach (var target in Targets(domain))
        {
            var (known, record) = await RecordAsync(target);
            if (!known) return null;
            if (record is null) continue;
            // The last record that the walk sees has the fewest labels (step 3) …
            if (record.Psd != DmarcPsd.Yes || target == domain) top = target;
            // … unless it says itself where the organization begins: here (step 1), or one label below (step 2).
            if (record.Psd == DmarcPsd.Yes && target != domain) return _tops[domain] = (DomainText.LastLabels(domain, DomainText.Labels(target) + 1), target);
            if (record.Psd != DmarcPsd.Unknown) break;
        }

        return _tops[domain] = (top, null);
    }

    /// <summary>Whether a name exists: any answer but "there is no such name" (RFC 9989 appendix A.4, RFC 8020).</summary>
    /// <returns>Null where the DNS failed.</returns>
    public async ValueTask<bool?> ExistsAsync(string domain)
    {
        Lookups++;
        if (!DnsName.TryParse(domain, out var name)) return false;
        var answer = await resolver.ResolveAsync(name, DnsRecordType.A, deadline);
        if (answer.IsTemporary)
        {
            FailedName = domain;
            return null;
        }

        // An alias to a name that does not exist exists itself.
        return answer.Status != DnsStatus.NxDomain || answer.CanonicalName != name;
    }

    /// <summary>The names of a walk, the domain itself first.</summary>
    internal static IEnumerable<string> Targets(string domain)
    {
        yield return domain;
        for (var labels = Math.Min(DomainText.Labels(domain) - 1, MaxLabelsAfterFirst); labels > 0; labels--) yield return DomainText.LastLabels(domain, labels);
    }
}
