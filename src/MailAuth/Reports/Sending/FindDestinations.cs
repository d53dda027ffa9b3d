using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dmarc;

namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Finds where reports about a domain go, as its owner asks at the time of sending.</summary>
/// <param name="resolver">Where names are looked up.</param>
/// <param name="clock">The clock of deadlines.</param>
public sealed class FindDestinations(IDnsResolver resolver, TimeProvider clock)
{
    private readonly DestinationCheck _check = new(resolver, clock);

    /// <summary>Of aggregate reports: rua of the DMARC record of exactly this domain, each address verified (RFC 9990 §4).</summary>
    /// <param name="domain">The policy domain.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<ReportDestinations> OfDmarcAsync(string domain, CancellationToken cancellation = default)
    {
        if (await RecordAsync("_dmarc." + domain, text => DmarcRecordReader.Read(text) is not null, cancellation) is not { } found) return ReportDestinations.Unknown;
        if (found.Record is not { } record) return new ReportDestinations(false, [], ["there is no DMARC record any more"]);
        var asked = ReportAddress.OfRecord(record);
        if (asked.Count == 0) return new ReportDestinations(false, [], ["the DMARC record names no address for reports any more"]);
        var addresses = new List<ReportAddress>();
        var refused = new List<string>();
        foreach (var address in asked)
        {
            var destination = await _check.CheckAsync(domain, address, cancellation);
            if (destination.Status == DestinationStatus.Unknown) return ReportDestinations.Unknown;
            if (destination.Addresses.Count == 0) refused.Add($"{address.Domain} does not agree to get reports about {domain}");
            addresses.AddRange(destination.Addresses.Where(one => !addresses.Exists(known => known.Address.Equals(one.Address, StringComparison.OrdinalIgnoreCase))));
        }

        return new ReportDestinations(false, [.. addresses.Take(ReportAddress.MostAddresses)], refused);
    }

    /// <summary>Of TLS reports: rua of the record _smtp._tls (RFC 8460 §3). Addresses of other organizations need no agreement there.</summary>
    /// <param name="domain">The recipients' domain.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<ReportDestinations> OfTlsAsync(string domain, CancellationToken cancellation = default)
    {
        if (await RecordAsync("_smtp._tls." + domain, IsTlsRecord, cancellation) is not { } found) return ReportDestinations.Unknown;
        if (found.Record is not { } record) return new ReportDestinations(false, [], ["there is no TLS-RPT record"]);
        var addresses = ReportAddress.OfRecord(record);
        var endpoints = ReportEndpoint.OfRecord(record);
        return new ReportDestinations(false, addresses, addresses.Count + endpoints.Count == 0 ? ["the TLS-RPT record names no address that can be used"] : []) { Endpoints = endpoints };
    }

    /// <summary>Whether a text is a TLS-RPT record (RFC 8460 §3): the version comes first, in this case.</summary>
    public static bool IsTlsRecord(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("v=TLSRPTv1;", StringComparison.Ordinal) || text.TrimEnd() == "v=TLSRPTv1";
    }

    // Several records of one kind are as good as none (RFC 9989 §4.10, RFC 8460 §3).
    private async ValueTask<(bool _, string? Record)?> RecordAsync(string name, Func<string, bool> isRecord, CancellationToken cancellation)
    {
        if (!DnsName.TryParse(name, out var question)) return (true, null);
        var answer = await resolver.ResolveAsync(question, DnsRecordType.Txt, cancellation);
        if (answer.IsTemporary) return null;
        var records = answer.Records.OfType<TxtRecord>().Select(text => text.Text).Where(isRecord).Take(2).ToList();
        return (true, records.Count == 1 ? records[0] : null);
    }
}
