using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Resolving;

/// <summary>A resolver for a role without a network: every look-up is a call to deliver, which has the cache.</summary>
/// <param name="calls">Makes the calls.</param>
public sealed class CallResolver(ICallClient calls) : IDnsResolver
{
    private const int MaxKept = 2_000;
    private const int MaxKeptRecords = 10_000;

    /// <summary>Long enough for the wave of a list or a campaign; deliver, which hears of changes first, is asked again soon.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The resolver of a worker: remembers for a short while what deliver has answered. Mail comes in waves from the same senders,
    /// and a message asks three to ten times for names of its sender.
    /// </summary>
    /// <param name="calls">Makes the calls.</param>
    /// <param name="clock">The clock of what is remembered.</param>
    public static IDnsResolver Remembering(ICallClient calls, TimeProvider clock) => new CachingResolver(new CallResolver(calls), MaxKept, MaxKeptRecords, LongestKept, clock);

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
