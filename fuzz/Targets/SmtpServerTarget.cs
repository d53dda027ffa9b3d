using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;
using Sekisho.Testing;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>
/// Bytes of a client, given to a session. It never throws and always ends; there are never more messages than genuine
/// ends of data; and where the bytes happen to be cut makes no difference.
/// </summary>
public sealed class SmtpServerTarget : IFuzzTarget
{
    private static readonly SmtpServerOptions Options = new()
    {
        HostName = "mx.example",
        Clock = new ManualTimeProvider(),
        Limits = new SmtpServerLimits
        {
            TarpitAfterErrors = int.MaxValue,
            MaxMessageBytes = 8192,
            MaxDiscardedMessageBytes = 8192,
            MaxTextLineBytes = 200,
            MaxRecipients = 3,
            MaxSurplusRecipients = 3,
            MaxChunks = 4,
            MaxMessages = 4,
        },
    };

    public string Name => "smtp-server";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "EHLO c.example\r\nMAIL FROM:<a@b.example> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<c@d.example> NOTIFY=DELAY ORCPT=rfc822;x@y\r\nDATA\r\nSubject: x\r\n\r\n..text\r\n.\r\nQUIT\r\n",
            "HELO c\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\nDATA\r\nx\n.\nMAIL FROM:<e@e.example>\r\n.\r\nRSET\r\nNOOP\r\n",
            "EHLO c\r\nMAIL FROM:<a@b.example> BODY=BINARYMIME\r\nRCPT TO:<c@d.example>\r\nBDAT 3\r\nabcBDAT 0\r\nBDAT 5 LAST\r\nde\n\r\0QUIT\r\n",
            "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nBDAT 4\r\na\r\nbDATA\r\nBDAT 3 LAST\r\nx\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n.\r\n",
            "EHLO c\r\nAUTH PLAIN AGEAYg==\r\nSTARTTLS\r\nVRFY a\r\nEXPN b\r\nHELP\r\nMAIL FROM:<\"a b\"@[192.0.2.1]> SMTPUTF8 RET=FULL ENVID=a+2Bb\r\nRCPT TO:<@x.example:r@s.example>\r\nRCPT TO:<r@s.example>\r\nRCPT TO:<t@s.example>\r\nRCPT TO:<u@s.example>\r\n",
            "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n.\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\na\r\r\n.\r\nGET / HTTP/1.1\r\n",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    public void Run(byte[] input)
    {
        var whole = Converse(input, segmentBytes: 64 * 1024);
        var cut = Converse(input, segmentBytes: 16);
        if (whole != cut) throw new InvalidOperationException($"Cut into small pieces the same bytes are answered differently:\n{whole}\n--\n{cut}");
    }

    private static string Converse(byte[] input, int segmentBytes)
    {
        var toServer = Pipe(segmentBytes);
        var toClient = Pipe(4096);
        toServer.Writer.WriteAsync(input).AsTask().Wait();
        toServer.Writer.Complete();
        var handler = new Handler();
        var running = new SmtpSession(Options, handler, new SessionInfo(null)).RunAsync(new Duplex(toServer.Reader, toClient.Writer));
        if (!running.IsCompleted) throw new InvalidOperationException("The session waits although the client has gone.");
        var end = running.GetAwaiter().GetResult();
        if (handler.Fault is { } fault) throw new InvalidOperationException("A fault.", fault);
        if (handler.Messages > MostMessages(input)) throw new InvalidOperationException($"{handler.Messages} messages out of {MostMessages(input)} ends of data.");
        toClient.Reader.TryRead(out var output);
        return $"{end} {handler.Messages} {handler.Bytes} {Encoding.Latin1.GetString(output.Buffer)}";
    }

    private static int MostMessages(ReadOnlySpan<byte> input)
    {
        var text = Encoding.Latin1.GetString(input);
        var ends = 0;
        for (var at = 0; (at = text.IndexOf("\r\n.\r\n", at, StringComparison.Ordinal)) >= 0; at++) ends++;
        for (var at = 0; (at = text.IndexOf("LAST", at, StringComparison.OrdinalIgnoreCase)) >= 0; at++) ends++;
        return ends;
    }

    private static Pipe Pipe(int segmentBytes) => new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, minimumSegmentSize: segmentBytes, useSynchronizationContext: false));

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Handler : ISmtpHandler
    {
        public int Messages { get; private set; }

        public long Bytes { get; private set; }

        public Exception? Fault { get; private set; }

        public ValueTask<SmtpReply?> OnConnectAsync(SessionInfo session, CancellationToken cancellation) => default;

        public ValueTask<SmtpReply?> OnMailAsync(SessionInfo session, MailParameters mail, CancellationToken cancellation) => default;

        public ValueTask<SmtpReply?> OnRecipientAsync(SessionInfo session, MailParameters mail, RcptParameters recipient, CancellationToken cancellation) => default;

        public ValueTask<SmtpReply> OnMessageAsync(SessionInfo session, Envelope envelope, ReadOnlySequence<byte> content, CancellationToken cancellation)
        {
            Messages++;
            Bytes += content.Length;
            if (envelope.Recipients.Count is 0 or > 3) Fault = new InvalidOperationException("A message without recipients, or with too many.");
            if (envelope.Body != BodyType.BinaryMime && HasBareLineEnd(content.ToArray())) Fault = new InvalidOperationException("A bare line end was handed on.");
            return new(SmtpReply.Of(250, "2.0.0", "Taken"));
        }

        public void OnFault(SessionInfo session, Exception exception) => Fault = exception;

        private static bool HasBareLineEnd(byte[] content) =>
            Encoding.Latin1.GetString(content).Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n', '\0');
    }
}
