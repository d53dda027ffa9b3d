using System.Buffers;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>Takes everything and remembers it; each decision can be replaced.</summary>
internal sealed class TestHandler : ISmtpHandler
{
    private readonly Lock _lock = new();
    private readonly List<(Envelope Envelope, byte[] Content)> _messages = [];
    private readonly List<Exception> _faults = [];

    public SmtpReply? OnConnect { get; init; }

    public Func<MailParameters, SmtpReply?> OnMail { get; init; } = _ => null;

    public Func<RcptParameters, SmtpReply?> OnRecipient { get; init; } = _ => null;

    public Func<Envelope, CancellationToken, ValueTask<SmtpReply>> OnMessage { get; init; } =
        (_, _) => ValueTask.FromResult(SmtpReply.Of(250, "2.0.0", "Taken"));

    public MailParameters? LastMail { get; private set; }

    public IReadOnlyList<(Envelope Envelope, byte[] Content)> Messages
    {
        get
        {
            lock (_lock) return [.. _messages];
        }
    }

    public IReadOnlyList<Exception> Faults
    {
        get
        {
            lock (_lock) return [.. _faults];
        }
    }

    public ValueTask<SmtpReply?> OnConnectAsync(SessionInfo session, CancellationToken cancellation) => new(OnConnect);

    public ValueTask<SmtpReply?> OnMailAsync(SessionInfo session, MailParameters mail, CancellationToken cancellation)
    {
        LastMail = mail;
        return new(OnMail(mail));
    }

    public ValueTask<SmtpReply?> OnRecipientAsync(SessionInfo session, MailParameters mail, RcptParameters recipient, CancellationToken cancellation) =>
        new(OnRecipient(recipient));

    public async ValueTask<SmtpReply> OnMessageAsync(SessionInfo session, Envelope envelope, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        var bytes = content.ToArray();
        var reply = await OnMessage(envelope, cancellation);
        lock (_lock) _messages.Add((envelope, bytes));
        return reply;
    }

    public void OnFault(SessionInfo session, Exception exception)
    {
        lock (_lock) _faults.Add(exception);
    }
}
