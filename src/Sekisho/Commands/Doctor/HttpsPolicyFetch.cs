using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.MtaSts;
using Sekisho.MailAuth.Posture;

namespace Sekisho.Commands.Doctor;

/// <summary>Fetches MTA-STS policies as senders do (RFC 8461 §3.3), with the name server of the command.</summary>
internal sealed class HttpsPolicyFetch(IDnsResolver resolver) : IPolicyFetcher
{
    // RFC 8461 §3.3: about a minute; people do not wait so long.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async ValueTask<FetchedPolicy> FetchAsync(string domain, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(10), ConnectCallback = ConnectAsync };
        using var client = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = StsPolicyReader.MaxBytes };
        try
        {
            using var response = await client.GetAsync(new Uri($"https://mta-sts.{domain}/.well-known/mta-sts.txt"), cancellation);
            if (response.StatusCode != HttpStatusCode.OK) return new FetchedPolicy(null, $"the server answers {(int)response.StatusCode}{((int)response.StatusCode is >= 300 and < 400 ? ", and redirects are not followed" : "")}.");
            if (response.Content.Headers.ContentType?.MediaType != "text/plain") return new FetchedPolicy(null, $"its type is '{response.Content.Headers.ContentType?.MediaType}', not text/plain.");
            return new FetchedPolicy(await response.Content.ReadAsByteArrayAsync(cancellation), null);
        }
        catch (HttpRequestException exception)
        {
            return new FetchedPolicy(null, (exception.InnerException is AuthenticationException certificate ? certificate.Message : exception.Message).TrimEnd('.') + ".");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FetchedPolicy(null, "no answer in time.");
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        foreach (var type in new[] { DnsRecordType.Aaaa, DnsRecordType.A })
        {
            var answer = await resolver.ResolveAsync(context.DnsEndPoint.Host, type, cancellation);
            foreach (var record in answer.Records.OfType<AddressRecord>().Take(4))
            {
                var socket = new Socket(record.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(record.Address, context.DnsEndPoint.Port), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch (SocketException)
                {
                    // The next address.
                    socket.Dispose();
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            }
        }

        throw new HttpRequestException($"{context.DnsEndPoint.Host} has no address that answers");
    }
}
