using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sessions;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>How one message is said to one server, or why it cannot be said.</summary>
internal sealed record TransferPlan
{
    /// <summary>BDAT with BODY=BINARYMIME: the bytes as they are (RFC 3030). Otherwise DATA.</summary>
    public bool Binary { get; init; }

    /// <summary>SMTPUTF8 is said; addresses go as they are. Otherwise they go in ASCII.</summary>
    public bool Utf8 { get; init; }

    /// <summary>BODY=8BITMIME is said.</summary>
    public bool EightBit { get; init; }

    /// <summary>Why nothing is sent, or null.</summary>
    public SmtpFailure? Obstacle { get; init; }

    /// <summary>
    /// 1. Addresses that could end their command early: refused here.
    /// 2. SIZE: larger than the server says it takes: refused here (RFC 1870 §6.1).
    /// 3. REQUIRETLS: only in verified TLS to a server that offers it, too (RFC 8689 §4.2.1).
    /// 4. SMTPUTF8: only where offered; where it is not, a message whose addresses and header turn out ASCII goes without.
    /// 5. Content with NUL, CR or LF alone: as BINARYMIME where offered. Otherwise NUL cannot be sent; a message that was
    ///    given to us as BINARYMIME is not changed either (RFC 3030 §3); in others each CR or LF alone becomes CRLF.
    /// </summary>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static async ValueTask<TransferPlan> MakeAsync(Envelope envelope, OutboundContent content, ServerExtensions server, bool verifiedTls, CancellationToken cancellation)
    {
        if (!AddressForm.IsSafe(envelope.ReversePath)) return Cannot(SmtpProblem.BadMessage, 553, "5.1.7", "The sender's address cannot be said in SMTP.");
        foreach (var recipient in envelope.Recipients)
            if (recipient.Address.Length == 0 || !AddressForm.IsSafe(recipient.Address)) return Cannot(SmtpProblem.BadMessage, 553, "5.1.3", "A recipient's address cannot be said in SMTP.");
        if (server.MaxMessageBytes > 0 && content.Length > server.MaxMessageBytes)
            return Cannot(SmtpProblem.Unsupported, 552, "5.3.4", $"The message has {content.Length} bytes; the server takes {server.MaxMessageBytes}.");
        if (envelope.RequireTls && !(verifiedTls && server.RequireTls))
            return Cannot(SmtpProblem.Unsupported, 550, "5.7.30", "The message requires TLS all the way (REQUIRETLS), which the server does not promise.");

        var asciiAddresses = AddressForm.ToAscii(envelope.ReversePath) is not null && envelope.Recipients.All(each => AddressForm.ToAscii(each.Address) is not null);
        var needsUtf8 = envelope.SmtpUtf8 || !asciiAddresses;
        var binaryOffered = server.Chunking && server.BinaryMime;
        var facts = envelope.Body == BodyType.BinaryMime || binaryOffered || (needsUtf8 && !server.SmtpUtf8)
            ? await content.ExamineAsync(cancellation)
            : null;
        if (needsUtf8 && !server.SmtpUtf8 && !(asciiAddresses && facts!.HeaderIsAscii))
            return Cannot(SmtpProblem.Unsupported, 553, "5.6.7", "The message has addresses or headers that need SMTPUTF8, which the server does not offer.");
        var unclean = facts is not null && (facts.HasNul || facts.HasBareLineEnd);
        if (!binaryOffered && facts is { HasNul: true }) return ContentHasNul;
        if (!binaryOffered && unclean && envelope.Body == BodyType.BinaryMime)
            return Cannot(SmtpProblem.Unsupported, 554, "5.6.3", "The content is binary, and the server does not offer BINARYMIME.");
        return new TransferPlan
        {
            Binary = binaryOffered && (unclean || envelope.Body == BodyType.BinaryMime),
            Utf8 = needsUtf8 && server.SmtpUtf8,
            EightBit = server.EightBitMime && envelope.Body != BodyType.SevenBit,
        };
    }

    /// <summary>A NUL stands in the content, and only DATA is there to send it with.</summary>
    public static TransferPlan ContentHasNul { get; } = Cannot(SmtpProblem.BadMessage, 554, "5.6.0", "The content has a NUL character, which SMTP cannot carry.");

    private static TransferPlan Cannot(SmtpProblem problem, int code, string enhanced, string text) =>
        new() { Obstacle = new SmtpFailure(SmtpStage.Mail, problem, SmtpReply.Of(code, enhanced, text)) };
}
