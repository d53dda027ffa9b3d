using System.Net.Sockets;
using System.Text;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Testing.Smtp;

namespace Sekisho.Smtp.Tests.Client;

/// <summary>A client that is connected with a test server, and short ways to use it.</summary>
internal sealed class ClientUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private ClientUnderTest(SmtpClientConnection connection) => Connection = connection;

    public SmtpClientConnection Connection { get; }

    public static async Task<ClientUnderTest> ConnectAsync(ScriptedSmtpServer server, Func<SmtpClientOptions, SmtpClientOptions>? change = null, TimeProvider? clock = null)
    {
        var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.EndPoint);
        var options = new SmtpClientOptions { HeloName = "client.example", TlsHost = "127.0.0.1", Tls = SmtpClientTls.Opportunistic };
        return new ClientUnderTest(new SmtpClientConnection(new NetworkStream(socket, ownsSocket: true), change is null ? options : change(options), clock ?? TimeProvider.System));
    }

    /// <summary>Connected and greeted.</summary>
    public static async Task<ClientUnderTest> StartAsync(ScriptedSmtpServer server, Func<SmtpClientOptions, SmtpClientOptions>? change = null, TimeProvider? clock = null)
    {
        var client = await ConnectAsync(server, change, clock);
        Assert.Null(await client.StartAsync());
        return client;
    }

    public Task<SmtpFailure?> StartAsync() => Connection.StartAsync().AsTask().WaitAsync(Guard);

    public Task<SmtpSendResult> SendAsync(Envelope envelope, OutboundContent content) => Connection.SendAsync(envelope, content).AsTask().WaitAsync(Guard);

    public Task<SmtpSendResult> SendAsync(Envelope envelope, string content) => SendAsync(envelope, Content(content));

    public static MemoryContent Content(string text) => new(Encoding.Latin1.GetBytes(text));

    public static Envelope From(string sender, params string[] recipients) => new()
    {
        ReversePath = sender,
        Recipients = [.. recipients.Select(recipient => new EnvelopeRecipient { Address = recipient })],
    };

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
