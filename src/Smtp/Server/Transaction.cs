using Sekisho.Smtp.Envelopes;

namespace Sekisho.Smtp.Server;

/// <summary>One mail transaction (RFC 5321 §3.3). A new object for each, so that nothing of one is left in the next.</summary>
internal sealed class Transaction(MailParameters mail) : IDisposable
{
    private readonly List<EnvelopeRecipient> _recipients = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    /// <summary>MAIL FROM.</summary>
    public MailParameters Mail { get; } = mail;

    /// <summary>The accepted recipients.</summary>
    public IReadOnlyList<EnvelopeRecipient> Recipients => _recipients;

    /// <summary>RCPT commands answered with yes, those that say an address again among them: the limit counts them.</summary>
    public int AcceptedCommands { get; private set; }

    /// <summary>RCPT commands refused because there were too many.</summary>
    public int SurplusRecipients { get; set; }

    /// <summary>Chunks so far.</summary>
    public int Chunks { get; set; }

    /// <summary>What the chunks brought so far; null before the first.</summary>
    public ContentCollector? Content { get; set; }

    /// <summary>Reads the chunks; a CRLF may be split between two.</summary>
    public ContentScanner Scanner;

    /// <summary>Keeps a recipient; one that is there already is kept once, as it was said first: nobody gets a message twice.</summary>
    public void Add(RcptParameters recipient)
    {
        AcceptedCommands++;
        if (!_addresses.Add(recipient.Address)) return;
        _recipients.Add(new EnvelopeRecipient
        {
            Address = recipient.Address,
            Notify = recipient.Notify,
            OriginalRecipient = recipient.OriginalRecipient,
        });
    }

    public Envelope ToEnvelope() => new()
    {
        ReversePath = Mail.ReversePath,
        Recipients = _recipients,
        Body = Mail.Body,
        SmtpUtf8 = Mail.SmtpUtf8,
        RequireTls = Mail.RequireTls,
        EnvelopeId = Mail.EnvelopeId,
        Return = Mail.Return,
    };

    public void Dispose() => Content?.Dispose();
}
