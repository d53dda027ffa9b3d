using System.Text;
using Sekisho.Smtp.Addresses;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server.Commands;

/// <summary>RCPT TO (RFC 5321 §4.1.1.3).</summary>
internal static class Rcpt
{
    private const int MaxOriginalRecipientBytes = 500; // RFC 3461 §4.2

    public static async ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments)
    {
        var transaction = session.Transaction!;
        if (transaction.AcceptedCommands >= session.Limits.MaxRecipients)
        {
            // RFC 5321 §4.5.3.1.10: the client sends the rest in another transaction. One that goes on and on is no such client.
            if (++transaction.SurplusRecipients > session.Limits.MaxSurplusRecipients)
                session.Close(ServerReplies.TooManyErrors, SessionEnd.LimitReached);
            else await session.ReplyAsync(ServerReplies.TooManyRecipients);
            return;
        }

        var refusal = Parse(session, transaction.Mail, arguments.Span, out var recipient);
        if (refusal is null)
        {
            try
            {
                refusal = await session.Handler.OnRecipientAsync(session.Info, transaction.Mail, recipient!, session.Aborted);
            }
            catch (Exception exception) when (session.IsFault(exception))
            {
                refusal = ServerReplies.NotNow;
            }
        }

        if (refusal is null or { IsPositive: true })
        {
            transaction.Add(recipient!);
            session.State = SessionState.Rcpt;
        }
        else if (!session.Budget.TryIdle())
        {
            session.Close(ServerReplies.TooMuchOfIt, SessionEnd.LimitReached);
            return;
        }

        await session.ReplyAsync(refusal ?? ServerReplies.RecipientOk);
    }

    private static SmtpReply? Parse(SmtpSession session, MailParameters mail, ReadOnlySpan<byte> text, out RcptParameters? recipient)
    {
        recipient = null;
        if (text.Length < 3 || !Ascii.EqualsIgnoreCase(text[..3], "TO:"u8)) return ServerReplies.BadArguments;
        text = text[3..].TrimStart((byte)' ');
        var status = PathReader.Read(text, out var address, out var consumed);
        // RFC 5321 §4.5.1: mail for the postmaster is always taken.
        if (status == PathStatus.Postmaster) address = $"postmaster@{session.Options.HostName}";
        else if (status != PathStatus.Address) return ServerReplies.BadForwardPath;
        text = text[consumed..];
        if (!text.IsEmpty && text[0] != ' ') return ServerReplies.BadArguments;
        if (!mail.SmtpUtf8 && !Ascii.IsValid(address)) return ServerReplies.NeedsSmtpUtf8;

        DsnNotify? notify = null;
        string? original = null;
        var reader = new ParameterReader(text);
        while (reader.Next())
        {
            bool good;
            if (Ascii.EqualsIgnoreCase(reader.Keyword, "NOTIFY"u8)) good = notify is null && TryNotify(reader.Value, out notify);
            else if (Ascii.EqualsIgnoreCase(reader.Keyword, "ORCPT"u8)) good = original is null && TryOriginal(reader.Value, out original);
            else return ServerReplies.UnknownParameter;
            if (!good) return ServerReplies.BadArguments;
        }

        recipient = new RcptParameters { Address = address, Notify = notify ?? DsnNotify.Unspecified, OriginalRecipient = original };
        return null;
    }

    // RFC 3461 §4.1: NEVER alone, or a list of the others.
    private static bool TryNotify(ReadOnlySpan<byte> value, out DsnNotify? notify)
    {
        notify = null;
        if (Ascii.EqualsIgnoreCase(value, "NEVER"u8))
        {
            notify = DsnNotify.Never;
            return true;
        }

        var result = DsnNotify.Unspecified;
        foreach (var range in value.Split((byte)','))
        {
            var word = value[range];
            if (Ascii.EqualsIgnoreCase(word, "SUCCESS"u8)) result |= DsnNotify.Success;
            else if (Ascii.EqualsIgnoreCase(word, "FAILURE"u8)) result |= DsnNotify.Failure;
            else if (Ascii.EqualsIgnoreCase(word, "DELAY"u8)) result |= DsnNotify.Delay;
            else return false;
        }

        notify = result;
        return true;
    }

    private static bool TryOriginal(ReadOnlySpan<byte> value, out string? original)
    {
        original = null;
        var semicolon = value.IndexOf((byte)';');
        if (semicolon <= 0 || value.Length > MaxOriginalRecipientBytes) return false;
        // RFC 3461 §4.2: addr-type is an atom; here letters, digits and hyphens.
        foreach (var octet in value[..semicolon])
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet != '-') return false;
        if (!Xtext.TryDecode(value[(semicolon + 1)..], out var address) || address.Length == 0) return false;
        original = $"{Encoding.ASCII.GetString(value[..semicolon])};{address}";
        return true;
    }
}
