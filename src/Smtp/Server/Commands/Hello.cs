using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Sekisho.Smtp.Addresses;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server.Commands;

/// <summary>EHLO and HELO (RFC 5321 §4.1.1.1).</summary>
internal static class Hello
{
    public static ValueTask RunAsync(SmtpSession session, ReadOnlyMemory<byte> arguments, bool isExtended)
    {
        if (!IsName(arguments.Span)) return session.ReplyAsync(ServerReplies.BadArguments);
        // RFC 5321 §4.1.4: as if RSET had been given too.
        session.State = SessionState.Greeted;
        session.Reset();
        session.Info.Helo = Encoding.UTF8.GetString(arguments.Span);
        session.Info.IsExtended = isExtended;
        return session.ReplyAsync(new SmtpReply(250, null, isExtended ? Capabilities(session) : [session.Options.HostName]));
    }

    // Real clients send underscores, bare addresses and single words: what cannot be put into a Received header is refused, no more.
    private static bool IsName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > PathReader.MaxDomainBytes || !Utf8.IsValid(name)) return false;
        foreach (var octet in name)
            if (octet is <= 0x20 or 0x7F || "()<>@,;\\\""u8.Contains(octet)) return false;
        return !Encoding.UTF8.GetString(name).Any(char.IsControl);
    }

    private static List<string> Capabilities(SmtpSession session)
    {
        var limits = session.Limits;
        List<string> lines =
        [
            session.Options.HostName,
            "PIPELINING", // RFC 2920
            string.Create(CultureInfo.InvariantCulture, $"SIZE {limits.MaxMessageBytes}"), // RFC 1870
            "8BITMIME", // RFC 6152
            "BINARYMIME", // RFC 3030
            "CHUNKING", // RFC 3030
            "SMTPUTF8", // RFC 6531
            "DSN", // RFC 3461
            "ENHANCEDSTATUSCODES", // RFC 2034
            string.Create(CultureInfo.InvariantCulture, $"LIMITS MAILMAX={limits.MaxMessages} RCPTMAX={limits.MaxRecipients}"), // RFC 9422
        ];
        if (session.Info.IsSecure)
        {
            lines.Add("REQUIRETLS"); // RFC 8689 §2: offered under TLS only
            // RFC 4954 §4: a password never crosses a connection in clear, so none is asked for there.
            if (session.Options.Authenticator is not null) lines.Add("AUTH SCRAM-SHA-256 PLAIN LOGIN");
        }
        else if (session.Options.Tls is not null)
        {
            lines.Add("STARTTLS"); // RFC 3207
        }

        return lines;
    }
}
