using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>A whole client session against a server that says the input: nothing it says makes the client throw or leaves a recipient without a result.</summary>
public sealed class SmtpClientReplyTarget : IFuzzTarget
{
    private static readonly Envelope Envelope = new()
    {
        ReversePath = "s@example.org",
        Recipients = [new EnvelopeRecipient { Address = "a@example.net" }, new EnvelopeRecipient { Address = "b@example.net", Notify = DsnNotify.Success }],
    };

    public string Name => "smtp-client-reply";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "220 x ESMTP\r\n250-x\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-DSN\r\n250 8BITMIME\r\n250 a\r\n250 b\r\n550 5.1.1 c\r\n354 d\r\n250 2.0.0 e\r\n221 f\r\n"u8.ToArray(),
        "220 x\r\n250 x\r\n250 a\r\n250 b\r\n250 c\r\n354 d\r\n450-4.2.0 e\r\n450 4.2.0 f\r\n"u8.ToArray(),
        "220 x\r\n500 x\r\n250 x\r\n250 a\r\n421 4.3.2 bye\r\n"u8.ToArray(),
        "220 x\r\n250-x\r\n250-STARTTLS\r\n250-CHUNKING\r\n250-BINARYMIME\r\n250-LIMITS RCPTMAX=1 MAILMAX=1\r\n250 REQUIRETLS\r\n454 no\r\n250 a\r\n250 b\r\n250 c\r\n250 d\r\n250 e\r\n"u8.ToArray(),
        "554 5.3.2 no\r\n"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        foreach (var lmtp in new[] { false, true })
        {
            using var stream = new Server(input);

            // Everything comes from memory, so that every step is done when it returns.
            RunAsync(stream, lmtp).GetAwaiter().GetResult();
        }
    }

    private static async Task RunAsync(Server stream, bool lmtp)
    {
        await using var client = new SmtpClientConnection(stream, new SmtpClientOptions { HeloName = "c.example", Lmtp = lmtp }, TimeProvider.System);
        if (await client.StartAsync() is { } failure)
        {
            if (failure.Outcome == SmtpOutcome.Delivered || client.IsReusable) throw new InvalidOperationException("A session that did not start looks as if it had.");
            return;
        }

        for (var i = 0; i < 3 && client.IsReusable; i++)
        {
            var result = await client.SendAsync(Envelope, new MemoryContent("Subject: x\r\n\r\n.\n\0"u8[..(i == 1 ? 17 : 16)].ToArray()));
            if (result.Recipients.Count != 2 || result.Recipients.Any(one => one is null)) throw new InvalidOperationException("A recipient has no result.");
            if (result.Recipients.Any(one => one.Outcome == SmtpOutcome.Delivered && !one.Reply.IsPositive)) throw new InvalidOperationException("Delivered without a 2xx.");
        }

        await client.QuitAsync();
    }

    /// <summary>Reads come from the input, writes go nowhere.</summary>
    private sealed class Server(byte[] input) : MemoryStream(input, writable: false)
    {
        public override bool CanWrite => true;

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
