using System.Globalization;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server;

/// <summary>Every fixed reply of the server: short, and without anything about what happens inside.</summary>
internal static class ServerReplies
{
    public static readonly SmtpReply Bye = SmtpReply.Of(221, "2.0.0", "Bye");
    public static readonly SmtpReply Ok = SmtpReply.Of(250, "2.0.0", "OK");
    public static readonly SmtpReply SenderOk = SmtpReply.Of(250, "2.1.0", "Sender OK");
    public static readonly SmtpReply RecipientOk = SmtpReply.Of(250, "2.1.5", "Recipient OK");
    public static readonly SmtpReply ChunkOk = SmtpReply.Of(250, "2.0.0", "Chunk OK");
    public static readonly SmtpReply CannotVerify = SmtpReply.Of(252, "2.5.2", "Cannot verify, send some mail");
    public static readonly SmtpReply Help = SmtpReply.Of(214, "2.0.0", "See RFC 5321");
    public static readonly SmtpReply StartTls = SmtpReply.Of(220, "2.0.0", "Ready to start TLS");
    public static readonly SmtpReply LoggedIn = SmtpReply.Of(235, "2.7.0", "Authentication successful");
    public static readonly SmtpReply StartData = new(354, null, "End data with <CR><LF>.<CR><LF>");

    public static readonly SmtpReply Stopping = SmtpReply.Of(421, "4.3.2", "Service is closing, try again later");
    public static readonly SmtpReply TimedOut = SmtpReply.Of(421, "4.4.2", "Timed out");
    public static readonly SmtpReply TooManyErrors = SmtpReply.Of(421, "4.7.0", "Too many errors");
    public static readonly SmtpReply TooMuchOfIt = SmtpReply.Of(421, "4.7.0", "Too many commands in this session");
    public static readonly SmtpReply TooManyMessages = SmtpReply.Of(421, "4.7.0", "Too many messages in this session");
    public static readonly SmtpReply ProtocolError = SmtpReply.Of(421, "4.7.0", "Protocol error, closing");
    public static readonly SmtpReply NotNow = SmtpReply.Of(451, "4.3.0", "Try again later");
    public static readonly SmtpReply NoRoom = SmtpReply.Of(452, "4.3.1", "Not enough room, try again later");
    public static readonly SmtpReply TooManyRecipients = SmtpReply.Of(452, "4.5.3", "Too many recipients");
    public static readonly SmtpReply LoginUnavailable = SmtpReply.Of(454, "4.7.0", "Cannot authenticate now");

    public static readonly SmtpReply UnknownCommand = SmtpReply.Of(500, "5.5.1", "Unknown command");
    public static readonly SmtpReply MalformedLine = SmtpReply.Of(500, "5.5.2", "Line with a bare CR, a bare LF or a NUL");
    public static readonly SmtpReply LineTooLong = SmtpReply.Of(500, "5.5.2", "Line too long");
    public static readonly SmtpReply BadArguments = SmtpReply.Of(501, "5.5.4", "Syntax error in arguments");
    public static readonly SmtpReply BadReversePath = SmtpReply.Of(501, "5.1.7", "Bad sender address");
    public static readonly SmtpReply BadForwardPath = SmtpReply.Of(501, "5.1.3", "Bad recipient address");
    public static readonly SmtpReply BadEncoding = SmtpReply.Of(501, "5.5.2", "Bad base64");
    public static readonly SmtpReply LoginCancelled = SmtpReply.Of(501, "5.7.0", "Authentication cancelled");
    public static readonly SmtpReply NotImplemented = SmtpReply.Of(502, "5.5.1", "Command not implemented");
    public static readonly SmtpReply HelloFirst = SmtpReply.Of(503, "5.5.1", "EHLO first");
    public static readonly SmtpReply MailFirst = SmtpReply.Of(503, "5.5.1", "MAIL first");
    public static readonly SmtpReply RcptFirst = SmtpReply.Of(554, "5.5.1", "No valid recipients");
    public static readonly SmtpReply NestedMail = SmtpReply.Of(503, "5.5.1", "Nested MAIL");
    public static readonly SmtpReply NotDuringTransaction = SmtpReply.Of(503, "5.5.1", "Not during a mail transaction");
    public static readonly SmtpReply NotDuringChunks = SmtpReply.Of(503, "5.5.1", "Not after BDAT");
    public static readonly SmtpReply BinaryNeedsChunks = SmtpReply.Of(503, "5.5.1", "BINARYMIME needs BDAT");
    public static readonly SmtpReply AlreadySecure = SmtpReply.Of(503, "5.5.1", "TLS is already active");
    public static readonly SmtpReply AlreadyLoggedIn = SmtpReply.Of(503, "5.5.1", "Already authenticated");
    public static readonly SmtpReply PipelinedAfterStartTls = SmtpReply.Of(503, "5.5.1", "Nothing may follow STARTTLS before the handshake");
    public static readonly SmtpReply UnknownMechanism = SmtpReply.Of(504, "5.5.4", "Unknown authentication mechanism");
    public static readonly SmtpReply LoginNeeded = SmtpReply.Of(530, "5.7.0", "Authentication required");
    public static readonly SmtpReply LoginRefused = SmtpReply.Of(535, "5.7.8", "Authentication failed");
    public static readonly SmtpReply TlsNeeded = SmtpReply.Of(538, "5.7.11", "Encryption required for authentication");
    public static readonly SmtpReply BareLineEnd = SmtpReply.Of(550, "5.6.0", "Message has a bare CR, a bare LF or a NUL");
    public static readonly SmtpReply MessageTooLarge = SmtpReply.Of(552, "5.3.4", "Message too large");
    public static readonly SmtpReply TooManyChunks = SmtpReply.Of(552, "5.3.4", "Message has too many chunks");
    public static readonly SmtpReply NeedsSmtpUtf8 = SmtpReply.Of(553, "5.6.7", "Address needs SMTPUTF8");
    public static readonly SmtpReply UnknownParameter = SmtpReply.Of(555, "5.5.4", "Unknown parameter");

    /// <summary>A line of text beyond the limit, which the reply names: the sender's operator sees what to change.</summary>
    public static SmtpReply TextLineTooLong(int maxLineBytes) =>
        SmtpReply.Of(550, "5.6.0", string.Create(CultureInfo.InvariantCulture, $"Message has a line longer than {maxLineBytes} bytes"));
}
