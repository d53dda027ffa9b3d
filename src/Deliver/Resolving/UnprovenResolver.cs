using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Deliver.Resolving;

/// <summary>Takes the word of the name servers about DNSSEC away: they, or the network to them, are not to be trusted with it.</summary>
/// <param name="inner">The resolver.</param>
internal sealed class UnprovenResolver(IDnsResolver inner) : IDnsResolver
{
    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        var answer = await inner.ResolveAsync(name, type, cancellation);
        return answer.Authenticated ? answer with { Authenticated = false } : answer;
    }
}
