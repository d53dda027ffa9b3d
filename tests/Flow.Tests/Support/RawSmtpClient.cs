using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A client that sends just the bytes it is told to; not built on the product's SMTP library.</summary>
public sealed class RawSmtpClient : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private RawSmtpClient(NetworkStream stream)
    {
        _stream = stream;
        _reader = new StreamReader(stream, Encoding.Latin1, false, 4096, leaveOpen: true);
    }

    /// <summary>Connects, reads the greeting and says EHLO.</summary>
    public static Task<RawSmtpClient> ConnectAsync(string address, CancellationToken cancellation = default) => ConnectAsync(null, address, cancellation);

    /// <summary>As <see cref="ConnectAsync(string, CancellationToken)"/>, from another address of this machine.</summary>
    public static async Task<RawSmtpClient> ConnectAsync(IPAddress? from, string address, CancellationToken cancellation = default)
    {
        var client = await OpenAsync(from, address, cancellation);
        await client.ExpectAsync("220", cancellation);
        await client.CommandAsync("EHLO client.test", "250", cancellation);
        return client;
    }

    /// <summary>Connects only.</summary>
    public static Task<RawSmtpClient> OpenAsync(string address, CancellationToken cancellation = default) => OpenAsync(null, address, cancellation);

    private static async Task<RawSmtpClient> OpenAsync(IPAddress? from, string address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null) socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPEndPoint.Parse(address), cancellation);
        return new RawSmtpClient(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Sends one message in one pipelined piece; returns the last reply.</summary>
    public async Task<string> SendMessageAsync(string from, IEnumerable<string> recipients, ReadOnlyMemory<byte> stuffed, CancellationToken cancellation = default)
    {
        var commands = new StringBuilder().Append("MAIL FROM:<").Append(from).Append("> BODY=8BITMIME\r\n");
        var count = 0;
        foreach (var recipient in recipients)
        {
            commands.Append("RCPT TO:<").Append(recipient).Append(">\r\n");
            count++;
        }

        await WriteAsync(Encoding.ASCII.GetBytes(commands.Append("DATA\r\n").ToString()), cancellation);
        var refused = "";
        for (var i = 0; i <= count; i++)
        {
            var reply = await ReadReplyAsync(cancellation);
            if (!reply.StartsWith('2')) refused = reply;
        }

        var go = await ReadReplyAsync(cancellation);
        if (!go.StartsWith("354", StringComparison.Ordinal)) return refused.Length > 0 ? refused : go;
        await WriteAsync(stuffed, cancellation);
        return await ReadReplyAsync(cancellation);
    }

    public async Task<string> CommandAsync(string line, string expected, CancellationToken cancellation = default)
    {
        await WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), cancellation);
        return await ExpectAsync(expected, cancellation);
    }

    public async Task<string> ExpectAsync(string code, CancellationToken cancellation = default)
    {
        var reply = await ReadReplyAsync(cancellation);
        Assert.StartsWith(code, reply, StringComparison.Ordinal);
        return reply;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) =>
        await _stream.WriteAsync(bytes, cancellation);

    /// <summary>One whole reply; the last line of several.</summary>
    /// <exception cref="EndOfStreamException">The server has closed.</exception>
    public async Task<string> ReadReplyAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            var line = await _reader.ReadLineAsync(cancellation) ?? throw new EndOfStreamException("the server closed the connection");
            if (line.Length < 4 || line[3] != '-') return line;
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return _stream.DisposeAsync();
    }
}
