using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dmarc;

namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>
/// Verifies destinations in other organizations (RFC 9990 §4): without it, anybody could make the whole world send reports to a victim.
/// </summary>
/// <param name="resolver">Where names are looked up.</param>
/// <param name="clock">The clock of the deadline.</param>
public sealed class DestinationCheck(IDnsResolver resolver, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Verifies one address.</summary>
    /// <param name="policyDomain">The domain that has the record.</param>
    /// <param name="address">An address of that record.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<Destination> CheckAsync(string policyDomain, ReportAddress address, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await CheckAsync(new DmarcTree(resolver, both.Token), policyDomain, address, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Destination(DestinationStatus.Unknown, address, [], null);
        }
    }

    private async ValueTask<Destination> CheckAsync(DmarcTree tree, string policyDomain, ReportAddress address, CancellationToken cancellation)
    {
        if (!DomainText.TryNormalize(policyDomain, out var policy)) return new Destination(DestinationStatus.NotConfirmed, address, [], null);
        if (policy == address.Domain) return new Destination(DestinationStatus.Own, address, [address], null);
        if (await tree.OrganizationAsync(policy) is not { } own || await tree.OrganizationAsync(address.Domain) is not { } other) return new Destination(DestinationStatus.Unknown, address, [], null);
        if (own.Top == other.Top) return new Destination(DestinationStatus.Own, address, [address], null);

        var name = $"{policy}._report._dmarc.{address.Domain}";
        // RFC 9990 §4 step 4: a name that is too long cannot be confirmed.
        if (!DnsName.TryParse(name, out var question)) return new Destination(DestinationStatus.NotConfirmed, address, [], name);
        var answer = await resolver.ResolveAsync(question, DnsRecordType.Txt, cancellation);
        if (answer.IsTemporary) return new Destination(DestinationStatus.Unknown, address, [], name);
        var records = answer.Records.OfType<TxtRecord>().Select(text => text.Text).Where(text => DmarcRecordReader.Read(text) is not null).ToList();
        if (records.Count == 0) return new Destination(DestinationStatus.NotConfirmed, address, [], name);
        var instead = records.SelectMany(ReportAddress.OfRecord).Take(ReportAddress.MostAddresses).ToList();
        // RFC 9990 §4 step 9: another host may not be named; then neither is reported to.
        if (instead.Exists(other => other.Domain != address.Domain)) return new Destination(DestinationStatus.NotConfirmed, address, [], name);
        return new Destination(DestinationStatus.Confirmed, address, instead.Count > 0 ? instead : [address], name);
    }
}
