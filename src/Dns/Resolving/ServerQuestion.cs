using Sekisho.Dns.Messages;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Resolving;

/// <summary>Puts one question to the servers until one answers it.</summary>
internal sealed class ServerQuestion(ServerSet servers, DnsResolverOptions options, TimeProvider clock)
{
    /// <summary>
    /// 1. Servers in order of health, <see cref="DnsResolverOptions.Rounds"/> times.
    /// 2. UDP with EDNS0; TCP when truncated or when the datagrams cannot be trusted.
    /// 3. A server that does not understand EDNS0 is asked again without (RFC 6891 §7).
    /// 4. "There is", "there is no record" and "there is no such name" end it; failures go on to the next server.
    /// </summary>
    /// <returns>The message, or the failure that describes the tries best.</returns>
    public async Task<(DnsMessage? Message, DnsStatus Failure)> AskAsync(DnsName name, DnsRecordType type, CancellationToken cancellation)
    {
        var failure = DnsStatus.Timeout;
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var index in servers.InOrder())
            {
                if (cancellation.IsCancellationRequested) return (null, failure);
                var (end, message) = await AskOneAsync(index, name, type, extended: true, cancellation);
                if (end == ExchangeEnd.Answered && message!.ResponseCode is DnsResponseCode.FormatError or DnsResponseCode.NotImplemented or DnsResponseCode.BadVersion)
                    (end, message) = await AskOneAsync(index, name, type, extended: false, cancellation);
                if (end != ExchangeEnd.Answered)
                {
                    // Our own deadline says nothing about the server.
                    if (!cancellation.IsCancellationRequested) servers.Failed(index);
                    if (end == ExchangeEnd.Unreadable) failure = DnsStatus.Malformed;
                    continue;
                }

                servers.Answered(index);
                switch (message!.ResponseCode)
                {
                    case DnsResponseCode.NoError or DnsResponseCode.NameError: return (message, DnsStatus.Success);
                    case DnsResponseCode.Refused: failure = DnsStatus.Refused; break;
                    default: failure = DnsStatus.ServFail; break;
                }
            }

            // A server that failed on the name fails again; only silence is worth a second round.
            if (failure is DnsStatus.ServFail or DnsStatus.Refused) break;
        }

        return (null, failure);
    }

    private async Task<(ExchangeEnd End, DnsMessage? Message)> AskOneAsync(int index, DnsName name, DnsRecordType type, bool extended, CancellationToken cancellation)
    {
        var result = await Exchange.OverUdpAsync(servers[index], new DnsQuery(name, type, extended, options.MixCase), options.TryTimeout, clock, cancellation);
        return result.End == ExchangeEnd.UseTcp
            ? await Exchange.OverTcpAsync(servers[index], new DnsQuery(name, type, extended, mixCase: false), options.TryTimeout * 2, clock, cancellation)
            : result;
    }
}
