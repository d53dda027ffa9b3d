using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Sekisho.Deliver.Routing;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Deliver.Tunnels;

/// <summary>
/// Connections that the vault speaks TLS over. Only to the hosts that the configuration names: somebody who has the vault must not
/// carry its keys out to a host of their own. Few, short and small.
/// </summary>
internal sealed class Tunnels(DeliverOptions options, RouteLookup lookup, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The most tunnels at one time.</summary>
    public const int Most = 8;

    /// <summary>The most bytes of one tunnel, both directions together.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>How long one tunnel lives: a token is exchanged within a second or two.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>How long one exchange waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Tunnel> _open = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Answers <c>deliver.tunnel-open</c>.</summary>
    public async ValueTask<TunnelOpenReply> OpenAsync(TunnelOpenRequest request, CancellationToken cancellation)
    {
        var named = string.Create(CultureInfo.InvariantCulture, $"{request.Host}:{request.Port}");
        if (!options.TokenEndpoints.Contains(named, StringComparer.OrdinalIgnoreCase))
            return new TunnelOpenReply(null, $"{named} is not among the hosts of 'deliver.tokenEndpoints'.");
        if (Interlocked.Increment(ref _count) > Most)
        {
            Interlocked.Decrement(ref _count);
            return new TunnelOpenReply(null, $"There are {Most} tunnels already; try again.");
        }

        try
        {
            _ = IPAddress.TryParse(request.Host, out var literal);
            var (addresses, obstacle) = await lookup.AddressesAsync(new RouteTarget(request.Host, request.Port, literal), false, cancellation);
            foreach (var address in addresses)
            {
                if (await ConnectAsync(address, request.Port, cancellation) is not { } stream) continue;
                var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                _open[id] = new Tunnel(stream, MostBytes, Patience, clock, Lifetime, () => Forget(id));
                return new TunnelOpenReply(id);
            }

            Interlocked.Decrement(ref _count);
            return new TunnelOpenReply(null, obstacle is null ? $"No connection to {named}." : $"The address of {request.Host} is not to be had.");
        }
        catch
        {
            Interlocked.Decrement(ref _count);
            throw;
        }
    }

    /// <summary>Answers <c>deliver.tunnel-exchange</c>.</summary>
    public async ValueTask<TunnelExchangeReply> ExchangeAsync(TunnelExchangeRequest request, CancellationToken cancellation)
    {
        if (!_open.TryGetValue(request.Tunnel, out var tunnel)) return new TunnelExchangeReply([], Ended: true);
        var reply = request.Bytes.Length > TunnelCalls.MostBytesOfExchange
            ? new TunnelExchangeReply([], Ended: true)
            : await tunnel.ExchangeAsync(request.Bytes, request.Last, cancellation);
        if (reply.Ended) await tunnel.DisposeAsync();
        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tunnel in _open.Values) await tunnel.DisposeAsync();
    }

    private async Task<NetworkStream?> ConnectAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.ConnectTimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), both.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception problem) when (problem is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    private void Forget(string id)
    {
        if (_open.TryRemove(id, out _)) Interlocked.Decrement(ref _count);
    }
}
