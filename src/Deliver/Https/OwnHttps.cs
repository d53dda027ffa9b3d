using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sekisho.Deliver.Routing;
using Sekisho.Deliver.Security;
using Sekisho.Dns;

namespace Sekisho.Deliver.Https;

/// <summary>
/// HTTPS with hosts that strangers name in the DNS: certificates are checked, nothing is redirected, no proxy, no cookies,
/// no cache, addresses from our own look-up, and none of this machine.
/// </summary>
internal static class OwnHttps
{
    private const int MaxAddresses = 4;

    // In kilobytes: a header without end must not fill memory.
    private const int MaxHeaderKilobytes = 16;

    /// <summary>Makes a client; its requests have no time-out of their own.</summary>
    /// <param name="dns">Where hosts are looked up.</param>
    /// <param name="options">How the role works.</param>
    /// <param name="roots">The authorities; null for the system's.</param>
    public static HttpClient Client(IDnsResolver dns, DeliverOptions options, X509Certificate2Collection? roots)
    {
        var routes = new RouteLookup(dns, options);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            // Every request has a connection of its own: there is no second one for a day.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellation) => ConnectAsync(routes, context, cancellation),
        };
        handler.SslOptions.CertificateChainPolicy = Authorities.Policy(roots);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11 };
    }

    /// <summary>Our own look-up: the system's would ask other servers, and would lead us to services of this machine.</summary>
    private static async ValueTask<Stream> ConnectAsync(RouteLookup routes, SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var target = new RouteTarget(host, context.DnsEndPoint.Port, IPAddress.TryParse(host, out var literal) ? literal : null);
        var (addresses, obstacle) = await routes.AddressesAsync(target, isExchange: true, cancellation);
        if (obstacle is not null) throw new HttpRequestException(obstacle.Lines[0]);
        SocketException? last = null;
        foreach (var address in addresses.Take(MaxAddresses))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException refused)
            {
                socket.Dispose();
                last = refused;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new HttpRequestException("No connection.", last);
    }
}
