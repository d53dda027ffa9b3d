using System.Net.Sockets;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Vault.Tests.Credentials;

/// <summary>What deliver does, and sees: every byte that goes through.</summary>
internal sealed class LoopbackTunnel : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly MemoryStream _seen = new();

    /// <summary>There is no connection, and why.</summary>
    public string? Problem { get; set; }

    /// <summary>Called before each exchange.</summary>
    public Action? Before { get; set; }

    public TunnelOpenRequest? Opened { get; private set; }

    public byte[] Seen => _seen.ToArray();

    public bool Closed { get; private set; }

    public async ValueTask<object?> AnswerAsync(object request)
    {
        switch (request)
        {
            case TunnelOpenRequest open:
                Opened = open;
                if (Problem is not null) return new TunnelOpenReply(null, Problem);
                await _client.ConnectAsync(open.Host, open.Port);
                return new TunnelOpenReply("one");
            case TunnelExchangeRequest { Last: true }:
                Closed = true;
                _client.Dispose();
                return new TunnelExchangeReply([], true);
            case TunnelExchangeRequest exchange:
                Before?.Invoke();
                if (exchange.Tunnel != "one") throw new CallException(CallFailure.Rejected, "another tunnel");
                _seen.Write(exchange.Bytes);
                await _client.GetStream().WriteAsync(exchange.Bytes);
                var buffer = new byte[TunnelCalls.MostBytesOfExchange];
                var count = await _client.GetStream().ReadAsync(buffer);
                _seen.Write(buffer.AsSpan(0, count));
                return new TunnelExchangeReply(buffer[..count], count == 0);
            default:
                return null;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _seen.Dispose();
    }
}
