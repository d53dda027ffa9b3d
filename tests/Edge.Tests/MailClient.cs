using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Edge.Tests;

/// <summary>A plain client over a socket: sends what the test says and reads replies.</summary>
internal sealed class MailClient : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _stream;
    private int _start;
    private int _end;

    private MailClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<MailClient> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        return new MailClient(socket);
    }

    public async Task<MailClient> HelloAsync()
    {
        Assert.StartsWith("220 ", await ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250-", await AskAsync("EHLO client.example"), StringComparison.Ordinal);
        return this;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _stream.WriteAsync(bytes);
        await _stream.FlushAsync();
    }

    public async Task<string> AskAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadAsync();
    }

    /// <summary>One whole reply, lines divided by "\n"; "" when the server has closed.</summary>
    public async Task<string> ReadAsync()
    {
        var text = new StringBuilder();
        while (await ReadLineAsync() is { } line)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(line);
            if (line.Length < 4 || line[3] == ' ') break;
        }

        return text.ToString();
    }

    public async Task<string> SendMessageAsync(string message, string from = "a@sender.example", params string[] recipients)
    {
        Assert.StartsWith("250 ", await AskAsync($"MAIL FROM:<{from}>"), StringComparison.Ordinal);
        foreach (var recipient in recipients.Length == 0 ? ["b@here.example"] : recipients)
            Assert.StartsWith("250 ", await AskAsync($"RCPT TO:<{recipient}>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await AskAsync("DATA"), StringComparison.Ordinal);
        return await AskAsync(message + "\r\n.");
    }

    public async Task StartTlsAsync()
    {
        Assert.StartsWith("220 ", await AskAsync("STARTTLS"), StringComparison.Ordinal);
        await HandshakeAsync();
        Assert.StartsWith("250-", await AskAsync("EHLO client.example"), StringComparison.Ordinal);
    }

    public async Task HandshakeAsync()
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "mx.example",
#pragma warning disable CA5359 // the certificate was made by the test a moment ago
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        }).WaitAsync(Patience);
        _stream = tls;
    }

    public Task<string> LogInAsync(string user = "tarou@here.example", string password = "secret") =>
        AskAsync("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}")));

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return _stream.DisposeAsync();
    }

    private async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            var line = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (line >= 0)
            {
                var text = Encoding.UTF8.GetString(_buffer, _start, line);
                _start += line + 2;
                return text;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            using var guard = new CancellationTokenSource(Patience);
            int read;
            try
            {
                read = await _stream.ReadAsync(_buffer.AsMemory(_end), guard.Token);
            }
            catch (IOException)
            {
                return null;
            }

            if (read == 0) return null;
            _end += read;
        }
    }
}
