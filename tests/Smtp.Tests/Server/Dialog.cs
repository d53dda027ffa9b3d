using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Text;
using Sekisho.Smtp.Server;
using Sekisho.Testing;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>A client that talks with a session over pipes in memory.</summary>
internal sealed class Dialog : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What a test sends and when its clock moves, the session runs on the test's own thread until it waits again: no test
    // has to wait for it to settle.
    private readonly Pipe _toServer = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    private readonly Pipe _toClient;
    private readonly CancellationTokenSource _abort = new();
    private PipeReader _reader;
    private PipeWriter _writer;
    private SslStream? _tls;

    /// <param name="options">The session's, or <see cref="Default"/>.</param>
    /// <param name="handler">The session's, or one that takes everything.</param>
    /// <param name="unreadBytes">How much the server may send unread before its flush waits; 0 for no limit.</param>
    public Dialog(SmtpServerOptions? options = null, TestHandler? handler = null, int unreadBytes = 0)
    {
        _toClient = new Pipe(new PipeOptions(pauseWriterThreshold: unreadBytes, resumeWriterThreshold: unreadBytes / 2, useSynchronizationContext: false));
        Handler = handler ?? new TestHandler();
        Options = options ?? Default;
        Session = new SmtpSession(Options, Handler, new SessionInfo(IPEndPoint.Parse("192.0.2.1:4321"), IPEndPoint.Parse("192.0.2.2:25")));
        _reader = _toClient.Reader;
        _writer = _toServer.Writer;
        End = Session.RunAsync(new Duplex(_toServer.Reader, _toClient.Writer), _abort.Token);
    }

    public static SmtpServerOptions Default { get; } = new()
    {
        HostName = "mx.example",
        // Delays have a test of their own; the others do not move the clock.
        Limits = new SmtpServerLimits { TarpitAfterErrors = int.MaxValue },
        Clock = new ManualTimeProvider(),
    };

    public SmtpServerOptions Options { get; }

    public ManualTimeProvider Clock => (ManualTimeProvider)Options.Clock;

    public TestHandler Handler { get; }

    public SmtpSession Session { get; }

    public Task<SessionEnd> End { get; }

    /// <summary>A session that has been greeted and has said EHLO.</summary>
    public static async Task<Dialog> GreetedAsync(SmtpServerOptions? options = null, TestHandler? handler = null)
    {
        var dialog = new Dialog(options, handler);
        Assert.StartsWith("220 ", await dialog.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250-", await dialog.AskAsync("EHLO client.example"), StringComparison.Ordinal);
        return dialog;
    }

    public static SmtpServerOptions With(Func<SmtpServerLimits, SmtpServerLimits> limits) => Default with
    {
        Limits = limits(Default.Limits),
        Clock = new ManualTimeProvider(),
    };

    public async Task SendAsync(byte[] bytes)
    {
        await _writer.WriteAsync(bytes);
        await _writer.FlushAsync();
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task CloseAsync() => _writer.CompleteAsync().AsTask();

    public void Abort() => _abort.Cancel();

    /// <summary>Sends a line and waits for the reply.</summary>
    public async Task<string> AskAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadAsync();
    }

    /// <summary>One whole reply, its lines divided by "\n"; "" when the server has closed.</summary>
    public async Task<string> ReadAsync()
    {
        var text = new StringBuilder();
        while (true)
        {
            var line = await ReadLineAsync();
            if (line is null) return text.ToString();
            if (text.Length > 0) text.Append('\n');
            text.Append(line);
            if (line.Length < 4 || line[3] == ' ') return text.ToString();
        }
    }

    /// <summary>Whether the server has said something that was not read yet (not under TLS).</summary>
    public bool HasOutput
    {
        get
        {
            if (!_toClient.Reader.TryRead(out var result)) return false;
            _toClient.Reader.AdvanceTo(result.Buffer.Start);
            return !result.Buffer.IsEmpty;
        }
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<List<string>> ReadToEndAsync()
    {
        var replies = new List<string>();
        while (await ReadAsync() is { Length: > 0 } reply) replies.Add(reply);
        return replies;
    }

    /// <summary>MAIL and RCPT, both accepted.</summary>
    public async Task BeginAsync(string mailParameters = "")
    {
        Assert.Equal("250 2.1.0 Sender OK", await AskAsync($"MAIL FROM:<a@sender.example>{mailParameters}"));
        Assert.Equal("250 2.1.5 Recipient OK", await AskAsync("RCPT TO:<b@here.example>"));
    }

    public async Task StartTlsAsync()
    {
        Assert.StartsWith("220 ", await AskAsync("STARTTLS"), StringComparison.Ordinal);
        await HandshakeAsync();
    }

    public async Task HandshakeAsync()
    {
        _tls = new SslStream(new PipeStream(_toClient.Reader, _toServer.Writer));
        await _tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "mx.example",
#pragma warning disable CA5359 // the certificate was made by the test a moment ago
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        }).WaitAsync(Patience);
        _reader = PipeReader.Create(_tls);
        _writer = PipeWriter.Create(_tls);
    }

    public SslStream Tls => _tls!;

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await End.WaitAsync(Patience);
        _abort.Dispose();
    }

    private async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await _reader.ReadAsync().AsTask().WaitAsync(Patience);
            }
            catch (IOException)
            {
                return null;
            }

            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(buffer.Slice(0, end));
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                Assert.EndsWith("\r", line, StringComparison.Ordinal);
                return line[..^1];
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (!result.IsCompleted) continue;
            Assert.True(buffer.IsEmpty, "the server's last line has no end");
            return null;
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class PipeStream(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _in = reader.AsStream();
        private readonly Stream _out = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => 0;

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _in.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _out.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => _out.FlushAsync(cancellationToken);

        public override void Flush() => _out.Flush();

        public override int Read(byte[] buffer, int offset, int count) => _in.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => _out.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
