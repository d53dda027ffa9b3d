using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sekisho.Flow.Tests.Support;

/// <summary>
/// The tenant's own mail server as the tests see it: takes everything, keeps every byte, and misbehaves on request.
/// Deliberately not built on the product's SMTP library, so that both cannot share a mistake.
/// </summary>
public sealed class SinkServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<SinkMessage> _messages = new();
    private readonly Task _accepting;
    private long _count;

    public SinkServer()
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Given the stage ("connect", "ehlo", "mail", "rcpt", "data", "message") and the line; a reply to send instead of the good one, or null. An empty reply hangs, "close" closes.</summary>
    public Func<string, string, string?> Misbehave { get; set; } = (_, _) => null;

    public string Address => _listener.LocalEndpoint.ToString()!;

    public IReadOnlyCollection<SinkMessage> Messages => _messages;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Waits until <paramref name="done"/> holds, looking after every message and at least every 200 ms.</summary>
    public static async Task<bool> WaitAsync(Func<bool> done, TimeSpan atMost)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        var deadline = TimeProvider.System.GetUtcNow() + atMost;
        while (!done())
        {
            if (TimeProvider.System.GetUtcNow() > deadline) return done();
            await timer.WaitForNextTickAsync();
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                socket.NoDelay = true;
                sessions.Add(Task.Run(() => ServeAsync(socket)));
                sessions.RemoveAll(session => session.IsCompleted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await new Session(this, stream).RunAsync(_stopping.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or EndOfStreamException)
        {
            // The peer was killed or the test is over: both are part of the tests.
        }
    }

    private sealed class Session(SinkServer server, NetworkStream stream)
    {
        private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        private readonly List<string> _recipients = [];
        private string _reversePath = "";

        public async Task RunAsync(CancellationToken stopping)
        {
            if (!await ReplyAsync("connect", "", "220 sink.test ESMTP", stopping)) return;
            while (await ReadLineAsync(stopping) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                var going = verb switch
                {
                    "EHLO" => await ReplyAsync("ehlo", line, "250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 104857600", stopping),
                    "HELO" => await ReplyAsync("ehlo", line, "250 sink.test", stopping),
                    "MAIL" => await MailAsync(line, stopping),
                    "RCPT" => await RcptAsync(line, stopping),
                    "DATA" => await DataAsync(line, stopping),
                    "RSET" or "NOOP" => await ReplyAsync("rset", line, "250 2.0.0 OK", stopping),
                    "QUIT" => await ReplyAsync("quit", line, "221 2.0.0 bye", stopping) && false,
                    _ => await ReplyAsync("other", line, "500 5.5.1 what", stopping),
                };
                if (!going) return;
            }
        }

        private async Task<bool> MailAsync(string line, CancellationToken stopping)
        {
            _recipients.Clear();
            _reversePath = Path(line);
            return await ReplyAsync("mail", line, "250 2.1.0 OK", stopping);
        }

        private async Task<bool> RcptAsync(string line, CancellationToken stopping)
        {
            var other = server.Misbehave("rcpt", line);
            if (other is null) _recipients.Add(Path(line));
            return await SendAsync(other ?? "250 2.1.5 OK", stopping);
        }

        private async Task<bool> DataAsync(string line, CancellationToken stopping)
        {
            if (_recipients.Count == 0) return await SendAsync("554 5.5.1 no valid recipients", stopping);
            var other = server.Misbehave("data", line);
            if (!await SendAsync(other ?? "354 go on", stopping)) return false;
            if (other is not null && !other.StartsWith("354", StringComparison.Ordinal)) return true;
            var content = await ReadDataAsync(stopping);
            var bad = server.Misbehave("message", "");
            if (bad is null)
            {
                server._messages.Enqueue(new SinkMessage(_reversePath, [.. _recipients], content));
                Interlocked.Increment(ref server._count);
            }

            _recipients.Clear();
            return await SendAsync(bad ?? "250 2.0.0 taken", stopping);
        }

        private async Task<bool> ReplyAsync(string stage, string line, string good, CancellationToken stopping) =>
            await SendAsync(server.Misbehave(stage, line) ?? good, stopping);

        private async Task<bool> SendAsync(string reply, CancellationToken stopping)
        {
            if (reply == "close") return false;
            if (reply.Length == 0) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), stopping);
            return true;
        }

        private async Task<string?> ReadLineAsync(CancellationToken stopping)
        {
            while (true)
            {
                var read = await _reader.ReadAsync(stopping);
                if (TryTake(read.Buffer, "\r\n"u8, out var line, out var next))
                {
                    var text = Encoding.UTF8.GetString(line);
                    _reader.AdvanceTo(next);
                    return text;
                }

                if (read.IsCompleted) return null;
                _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }

        private async Task<byte[]> ReadDataAsync(CancellationToken stopping)
        {
            using var content = new MemoryStream();
            while (true)
            {
                var read = await _reader.ReadAsync(stopping);
                var rest = read.Buffer;
                while (TryTake(rest, "\r\n"u8, out var line, out var next))
                {
                    rest = rest.Slice(next);
                    if (line.Length == 1 && line.FirstSpan[0] == '.')
                    {
                        _reader.AdvanceTo(rest.Start);
                        return content.ToArray();
                    }

                    foreach (var piece in line.Length > 0 && line.FirstSpan[0] == '.' ? line.Slice(1) : line) content.Write(piece.Span);
                    content.Write("\r\n"u8);
                }

                if (read.IsCompleted) throw new EndOfStreamException();
                _reader.AdvanceTo(rest.Start, rest.End);
            }
        }

        private static bool TryTake(ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> delimiter, out ReadOnlySequence<byte> line, out SequencePosition next)
        {
            var reader = new SequenceReader<byte>(buffer);
            var found = reader.TryReadTo(out line, delimiter);
            next = reader.Position;
            return found;
        }

        private static string Path(string line)
        {
            var open = line.IndexOf('<', StringComparison.Ordinal);
            var close = line.IndexOf('>', StringComparison.Ordinal);
            return open >= 0 && close > open ? line[(open + 1)..close] : "";
        }
    }
}
