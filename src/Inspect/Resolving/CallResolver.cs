using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Resolving;

/// <summary>A resolver for a role without a network: every look-up is a call to deliver, which has the cache.</summary>
/// <param name="calls">Makes the calls.</param>
public sealed class CallResolver(ICallClient calls) : IDnsResolver
{
    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        try
        {
            return ResolveAnswer.ToAnswer(await calls.SendAsync(ResolveCalls.Resolve, new ResolveRequest(name.Text, (int)type), default, cancellation), name, type);
        }
        catch (CallException failure)
        {
            // Whatever kept deliver from answering says nothing about the name.
            cancellation.ThrowIfCancellationRequested();
            return new DnsAnswer { Status = DnsStatus.Timeout, Name = name, Type = type, CanonicalName = name, Detail = $"deliver did not answer: {failure.Failure}" };
        }
    }
}
