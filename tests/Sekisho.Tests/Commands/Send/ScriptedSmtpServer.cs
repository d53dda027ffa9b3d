using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Tests.Commands.Send;

/// <summary>A small SMTP server on loopback that takes every message but those for a recipient that begins with "no".</summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<string> _messages = [];
    private readonly List<string> _commands = [];
    private readonly Task _accepting;
    private int _sessions;

    public ScriptedSmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    public int Sessions => Volatile.Read(ref _sessions);

    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_lock) return [.. _commands];
        }
    }

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_lock) return [.. _messages];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        Interlocked.Increment(ref _sessions);
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                lock (_lock) _commands.Add(line);
                await writer.WriteLineAsync(line.Split(' ', ':')[0].ToUpperInvariant() switch
                {
                    "EHLO" => "250-test\r\n250 8BITMIME",
                    "RCPT" when line.Contains("<no", StringComparison.Ordinal) => "550 5.1.1 nobody \u001b[31mhere",
                    "DATA" => await ReadDataAsync(reader, writer),
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                });
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }

    private async Task<string> ReadDataAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") text.Append(line).Append("\r\n");
        lock (_lock) _messages.Add(text.ToString());
        return "250 2.0.0 taken";
    }
}
