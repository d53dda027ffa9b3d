using System.Buffers;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server;

/// <summary>
/// What a server does with what its clients ask. One session calls one method at a time; many sessions call at once.
/// A reply of null means: yes, with the usual words. A method that throws is answered 451 4.3.0 for it.
/// </summary>
public interface ISmtpHandler
{
    /// <summary>A client has connected; for implicit TLS the handshake is done. A reply (554, 421) refuses it and ends the session.</summary>
    ValueTask<SmtpReply?> OnConnectAsync(SessionInfo session, CancellationToken cancellation);

    /// <summary>MAIL FROM, already checked for form, limits and declared size.</summary>
    ValueTask<SmtpReply?> OnMailAsync(SessionInfo session, MailParameters mail, CancellationToken cancellation);

    /// <summary>RCPT TO, already checked for form and number.</summary>
    ValueTask<SmtpReply?> OnRecipientAsync(SessionInfo session, MailParameters mail, RcptParameters recipient, CancellationToken cancellation);

    /// <summary>
    /// A whole message. A positive reply takes responsibility for it (RFC 5321 §6.1): it must be durable by then. May take
    /// long; the client waits.
    /// </summary>
    /// <param name="session">Who gives it.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="content">The message as it was sent, dots unstuffed; valid until the reply.</param>
    /// <param name="cancellation">Set when the session is to end at once.</param>
    ValueTask<SmtpReply> OnMessageAsync(SessionInfo session, Envelope envelope, ReadOnlySequence<byte> content, CancellationToken cancellation);

    /// <summary>Another method of this handler threw; the client got a passing failure. For the log.</summary>
    void OnFault(SessionInfo session, Exception exception);
}
