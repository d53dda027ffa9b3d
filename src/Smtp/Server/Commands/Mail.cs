using System.Globalization;
using System.Text;
using Sekisho.Smtp.Addresses;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server.Commands;

/// <summary>MAIL FROM (RFC 5321 §4.1.1.2).</summary>
internal static class Mail
{
    private const int MaxEnvelopeIdBytes = 100; // RFC 3461 §4.4

    public static async ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments)
    {
        if (session.Options.RequireLogin && session.Info.Account is null)
        {
            await session.ReplyAsync(ServerReplies.LoginNeeded);
            return;
        }

        if (session.Budget.Messages >= session.Limits.MaxMessages)
        {
            session.Close(ServerReplies.TooManyMessages, SessionEnd.LimitReached);
            return;
        }

        var refusal = Parse(session, arguments.Span, out var mail) ?? CheckSize(session, mail!);
        if (refusal is null)
        {
            try
            {
                refusal = await session.Handler.OnMailAsync(session.Info, mail!, session.Aborted);
            }
            catch (Exception exception) when (session.IsFault(exception))
            {
                refusal = ServerReplies.NotNow;
            }
        }

        if (refusal is null or { IsPositive: true }) session.Begin(mail!);
        await session.ReplyAsync(refusal ?? ServerReplies.SenderOk);
    }

    private static SmtpReply? Parse(SmtpSession session, ReadOnlySpan<byte> text, out MailParameters? mail)
    {
        mail = null;
        if (text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..5], "FROM:"u8)) return ServerReplies.BadArguments;
        // A space before the path is not in the grammar, but in a lot of software.
        text = text[5..].TrimStart((byte)' ');
        var status = PathReader.Read(text, out var address, out var consumed);
        if (status is not (PathStatus.Address or PathStatus.Null)) return ServerReplies.BadReversePath;
        text = text[consumed..];
        if (!text.IsEmpty && text[0] != ' ') return ServerReplies.BadArguments;
        return ParseParameters(session, text, address, out mail);
    }

    private static SmtpReply? ParseParameters(SmtpSession session, ReadOnlySpan<byte> text, string address, out MailParameters? mail)
    {
        mail = null;
        long? size = null;
        BodyType? body = null;
        DsnReturn? dsnReturn = null;
        string? envelopeId = null;
        var utf8 = false;
        var requireTls = false;
        var auth = false;
        var reader = new ParameterReader(text);
        while (reader.Next())
        {
            var value = reader.Value;
            bool good;
            if (Is(reader.Keyword, "SIZE"u8)) good = size is null && TryNumber(value, out size);
            else if (Is(reader.Keyword, "BODY"u8)) good = body is null && TryBody(value, out body);
            else if (Is(reader.Keyword, "SMTPUTF8"u8)) good = !reader.HasValue && !utf8 && (utf8 = true);
            else if (Is(reader.Keyword, "RET"u8)) good = dsnReturn is null && TryReturn(value, out dsnReturn);
            else if (Is(reader.Keyword, "ENVID"u8))
                good = envelopeId is null && value.Length is > 0 and <= MaxEnvelopeIdBytes && Xtext.TryDecode(value, out envelopeId);
            else if (Is(reader.Keyword, "REQUIRETLS"u8) && session.Info.IsSecure) good = !reader.HasValue && !requireTls && (requireTls = true);
            // RFC 4954 §5: whom the client says it speaks for. We trust nobody's word for it, so it is read and forgotten.
            else if (Is(reader.Keyword, "AUTH"u8) && session.Options.Authenticator is not null) good = !auth && !value.IsEmpty && (auth = true);
            else return ServerReplies.UnknownParameter;
            if (!good) return ServerReplies.BadArguments;
        }

        // RFC 6531 §3.4: an address beyond ASCII needs the parameter.
        if (!utf8 && !Ascii.IsValid(address)) return ServerReplies.NeedsSmtpUtf8;
        mail = new MailParameters
        {
            ReversePath = address,
            DeclaredBytes = size,
            Body = body ?? BodyType.SevenBit,
            SmtpUtf8 = utf8,
            RequireTls = requireTls,
            EnvelopeId = envelopeId,
            Return = dsnReturn ?? DsnReturn.Unspecified,
        };
        return null;
    }

    // RFC 1870 §6.1: before the client sends in vain.
    private static SmtpReply? CheckSize(SmtpSession session, MailParameters mail)
    {
        if (mail.DeclaredBytes is not { } size) return null;
        if (size > session.Limits.MaxMessageBytes) return ServerReplies.MessageTooLarge;
        return session.Options.Memory is { } memory && size > memory.LimitBytes - memory.TakenBytes ? ServerReplies.NoRoom : null;
    }

    private static bool TryNumber(ReadOnlySpan<byte> value, out long? number)
    {
        // RFC 1870 §4: up to 20 digits.
        number = null;
        if (value.Length is 0 or > 20 || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        number = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
        return true;
    }

    private static bool TryBody(ReadOnlySpan<byte> value, out BodyType? body)
    {
        body = Is(value, "8BITMIME"u8) ? BodyType.EightBitMime
            : Is(value, "7BIT"u8) ? BodyType.SevenBit
            : Is(value, "BINARYMIME"u8) ? BodyType.BinaryMime
            : null;
        return body is not null;
    }

    private static bool TryReturn(ReadOnlySpan<byte> value, out DsnReturn? result)
    {
        result = Is(value, "FULL"u8) ? DsnReturn.Full : Is(value, "HDRS"u8) ? DsnReturn.Headers : null;
        return result is not null;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(text, name);
}
