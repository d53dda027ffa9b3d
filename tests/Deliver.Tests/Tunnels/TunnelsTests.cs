using System.Net;
using System.Net.Sockets;
using System.Text;
using Sekisho.Deliver.Routing;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Deliver.Tests.Tunnels;

public sealed class TunnelsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ManualTimeProvider _clock = new();
    private readonly Deliver.Tunnels.Tunnels _tunnels;

    public TunnelsTests()
    {
        _listener.Start();
        var options = new DeliverOptions { TokenEndpoints = [FormattableString.Invariant($"127.0.0.1:{Port}"), "127.0.0.1:1"] };
        _tunnels = new Deliver.Tunnels.Tunnels(options, new RouteLookup(new NoNames(), options), _clock);
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _tunnels.DisposeAsync();
        _listener.Stop();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Bytes_go_there_and_back_until_one_side_ends()
    {
        var (tunnel, server) = await OpenAsync();
        using (server)
        {
            await server.SendAsync("hello"u8.ToArray());
            Assert.Equal("hello", Encoding.ASCII.GetString((await ExchangeAsync(tunnel, "who is there")).Bytes));
            var buffer = new byte[100];
            Assert.Equal("who is there", Encoding.ASCII.GetString(buffer, 0, await server.ReceiveAsync(buffer)));
            server.Shutdown(SocketShutdown.Send);
            Assert.True((await ExchangeAsync(tunnel, "")).Ended);
            // It is forgotten: whoever asks again hears the same.
            Assert.True((await ExchangeAsync(tunnel, "more")).Ended);
        }
    }

    [Fact]
    public async Task The_vault_s_end_closes_it()
    {
        var (tunnel, server) = await OpenAsync();
        using (server)
        {
            Assert.True((await _tunnels.ExchangeAsync(new TunnelExchangeRequest(tunnel, "bye"u8.ToArray(), Last: true), default)).Ended);
            var buffer = new byte[100];
            Assert.Equal(3, await server.ReceiveAsync(buffer));
            Assert.Equal(0, await server.ReceiveAsync(buffer));
        }
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("localhost")]
    [InlineData("login.example.org")]
    [InlineData("")]
    public async Task Only_hosts_that_the_configuration_names_are_spoken_with(string host)
    {
        var reply = await _tunnels.OpenAsync(new TunnelOpenRequest(host, Port), default);
        Assert.Null(reply.Tunnel);
        Assert.Contains("deliver.tokenEndpoints", reply.Problem, StringComparison.Ordinal);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Another_port_of_a_named_host_is_another_host()
    {
        Assert.Null((await _tunnels.OpenAsync(new TunnelOpenRequest("127.0.0.1", Port == 65_535 ? 2 : Port + 1), default)).Tunnel);
    }

    [Fact]
    public async Task What_does_not_answer_is_told()
    {
        var reply = await _tunnels.OpenAsync(new TunnelOpenRequest("127.0.0.1", 1), default);
        Assert.Equal((null, "No connection to 127.0.0.1:1."), (reply.Tunnel, reply.Problem));
    }

    [Fact]
    public async Task There_are_at_most_eight()
    {
        var servers = new List<Socket>();
        for (var i = 0; i < Deliver.Tunnels.Tunnels.Most; i++) servers.Add((await OpenAsync()).Server);
        Assert.Null((await _tunnels.OpenAsync(new TunnelOpenRequest("127.0.0.1", Port), default)).Tunnel);
        // Their time ends them, and then there is room again.
        _clock.Advance(Deliver.Tunnels.Tunnels.Lifetime);
        Assert.NotNull((await _tunnels.OpenAsync(new TunnelOpenRequest("127.0.0.1", Port), default)).Tunnel);
        foreach (var server in servers) server.Dispose();
    }

    [Theory]
    [InlineData(TunnelCalls.MostBytesOfExchange, false)]
    [InlineData(TunnelCalls.MostBytesOfExchange + 1, true)]
    public async Task One_exchange_sends_at_most_64_KiB(int bytes, bool ended)
    {
        var (tunnel, server) = await OpenAsync();
        using (server)
        {
            await server.SendAsync("ok"u8.ToArray());
            Assert.Equal(ended, (await _tunnels.ExchangeAsync(new TunnelExchangeRequest(tunnel, new byte[bytes]), default)).Ended);
        }
    }

    [Fact]
    public async Task A_tunnel_carries_at_most_a_mebibyte()
    {
        var (tunnel, server) = await OpenAsync();
        using (server)
        {
            var sending = Task.Run(async () =>
            {
                var bytes = new byte[Deliver.Tunnels.Tunnels.MostBytes + 1];
                for (var sent = 0; sent < bytes.Length;) sent += await server.SendAsync(bytes.AsMemory(sent));
            });
            var received = 0;
            while (await ExchangeAsync(tunnel, "") is { Ended: false } reply) received += reply.Bytes.Length;
            Assert.InRange(received, 1, Deliver.Tunnels.Tunnels.MostBytes);
            await Record.ExceptionAsync(() => sending.WaitAsync(TimeSpan.FromMinutes(2)));
        }
    }

    [Fact]
    public async Task A_silent_server_is_waited_for_twenty_seconds()
    {
        var (tunnel, server) = await OpenAsync();
        using (server)
        {
            var waiting = ExchangeAsync(tunnel, "").AsTask();
            _clock.Advance(Deliver.Tunnels.Tunnels.Patience);
            Assert.True((await waiting.WaitAsync(TimeSpan.FromMinutes(2))).Ended);
        }
    }

    private sealed class NoNames : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default) =>
            throw new InvalidOperationException("No name is looked up.");
    }

    private async Task<(string Tunnel, Socket Server)> OpenAsync()
    {
        var reply = await _tunnels.OpenAsync(new TunnelOpenRequest("127.0.0.1", Port), default);
        Assert.NotNull(reply.Tunnel);
        return (reply.Tunnel!, await _listener.AcceptSocketAsync());
    }

    private ValueTask<TunnelExchangeReply> ExchangeAsync(string tunnel, string text) =>
        _tunnels.ExchangeAsync(new TunnelExchangeRequest(tunnel, Encoding.ASCII.GetBytes(text)), default);
}
