using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Deliver.Resolving;

/// <summary>
/// Stops waiting for name servers that do not answer: after a few time-outs on end, look-ups fail at once for a while, but
/// for one that tries again. Without it every message would wait its full time while the servers are away, and slow
/// inspection blocks the sender's session.
/// </summary>
/// <param name="inner">The resolver.</param>
/// <param name="clock">The clock.</param>
internal sealed class ImpatientResolver(IDnsResolver inner, TimeProvider clock) : IDnsResolver
{
    /// <summary>Time-outs on end after which nobody waits any more.</summary>
    internal const int MaxTimeouts = 3;

    /// <summary>How long look-ups fail at once before one tries again.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private int _timeouts;
    private long _lastTry;

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (_timeouts >= MaxTimeouts)
            {
                if (clock.GetElapsedTime(_lastTry) < Pause) return new DnsAnswer { Status = DnsStatus.Timeout, Name = name, Type = type, CanonicalName = name, Detail = "The name servers do not answer; they are tried again soon." };
                _lastTry = clock.GetTimestamp();
            }
        }

        var answer = await inner.ResolveAsync(name, type, cancellation);
        lock (_lock)
        {
            _timeouts = answer.Status == DnsStatus.Timeout ? _timeouts + 1 : 0;
            if (_timeouts == MaxTimeouts) _lastTry = clock.GetTimestamp();
        }

        return answer;
    }
}
