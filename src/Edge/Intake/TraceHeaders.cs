using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge.Intake;

/// <summary>
/// The headers put on top of a message: <c>Received</c> (RFC 5321 §4.4), <c>Authentication-Results</c> (RFC 8601) where the
/// sender was checked and, for a tagged one, <c>X-Sekisho-Verdict</c>.
/// </summary>
/// <remarks>
/// The message itself stays as it came, byte for byte, but for Authentication-Results that claim our name, so it may carry
/// headers with the names of ours. Ours is the <c>X-Sekisho-Verdict</c> that stands next to our Received and
/// Authentication-Results (directly below them; directly above where the message was held and tagged later) and
/// names the same host and the same id: the id is made when the message has already come, so no sender can know it.
/// </remarks>
internal static class TraceHeaders
{
    public static byte[] Write(string hostName, string id, SessionInfo session, Envelope envelope, Verdict verdict, DateTimeOffset now)
    {
        var text = new StringBuilder(512);
        text.Append(CultureInfo.InvariantCulture, $"Received: from {From(session, envelope.SmtpUtf8)} ({Literal(session.Remote?.Address)})\r\n");
        text.Append(CultureInfo.InvariantCulture, $"\tby {hostName} with {Protocol(session, envelope.SmtpUtf8)} id {id}");
        if (For(envelope) is { } recipient) text.Append(CultureInfo.InvariantCulture, $"\r\n\tfor <{recipient}>");
        // RFC 8314 §7.4: the clause "tls" names the cipher suite.
        if (session.TlsCipher is { } cipher) text.Append(CultureInfo.InvariantCulture, $"\r\n\ttls {cipher}");
        text.Append(CultureInfo.InvariantCulture, $";\r\n\t{Date(now)}\r\n");
        text.Append(OwnResults.Field(verdict));
        text.Append(VerdictHeader.Write(hostName, id, verdict));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // RFC 5322 §3.3, in UTC: where we are is nobody's business.
    private static string Date(DateTimeOffset now) =>
        now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH':'mm':'ss '+0000'", CultureInfo.InvariantCulture);

    // RFC 6531 §3.7.3: a name beyond ASCII only where the message is internationalised.
    private static string From(SessionInfo session, bool isUtf8) =>
        session.Helo is { } helo && (isUtf8 || Ascii.IsValid(helo)) ? helo : Literal(session.Remote?.Address);

    // RFC 5321 §4.1.3
    private static string Literal(IPAddress? address) => address switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"[IPv6:{address}]",
        _ => $"[{address}]",
    };

    // RFC 5321 §4.4: naming more than one recipient would tell each of the others.
    private static string? For(Envelope envelope) =>
        envelope.Recipients is [{ Address: var only }] && (envelope.SmtpUtf8 || Ascii.IsValid(only)) ? only : null;

    // RFC 3848, RFC 6531 §4.3
    private static string Protocol(SessionInfo session, bool isUtf8)
    {
        if (!session.IsExtended && !session.IsSecure) return "SMTP";
        return (isUtf8 ? "UTF8SMTP" : "ESMTP") + (session.IsSecure ? "S" : "") + (session.Account is not null ? "A" : "");
    }
}
