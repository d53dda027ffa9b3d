using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>Sender authentication.</summary>
internal sealed record AuthenticationSection
{
    /// <summary>Whether senders are authenticated.</summary>
    [Setting("Whether the senders of mail from outside are authenticated (SPF, DKIM, DMARC, ARC).", Example = "false")]
    public bool Enabled { get; init; } = true;

    /// <summary>How long look-ups may take.</summary>
    [Setting("How long the look-ups for SPF, for DKIM and for DMARC may take each; then the result is temperror, which refuses nothing.", Unit = "seconds", Min = 1, Max = 20)]
    public int TimeoutSeconds { get; init; } = 8;

    /// <summary>What becomes of mail that DMARC refuses.</summary>
    [Setting("What becomes of a message that fails DMARC where the domain's owner wants such mail refused (p=reject). Mailing lists and forwarding break DMARC for honest mail: RFC 9989 advises against refusing for this alone.", Example = "reject")]
    public KeepOrRefuse WhenDmarcRejects { get; init; } = KeepOrRefuse.Quarantine;

    /// <summary>Local policies.</summary>
    [Setting("Domains whose published DMARC policy is replaced, with their subdomains: DOMAIN=none, DOMAIN=quarantine or DOMAIN=reject.", MaxItems = 1000, Example = "[lists.example.org=none]")]
    public IReadOnlyList<DmarcOverride> DmarcOverrides { get; init; } = [];

    /// <summary>Whether mail of our people is signed.</summary>
    [Setting("Whether mail that accounts send, and notices, are signed with DKIM where the author's domain has a key ('sekisho tenant dkim').", Example = "false")]
    public bool SignMail { get; init; } = true;

    /// <summary>Whether relayed mail is sealed.</summary>
    [Setting("Whether mail from outside that is passed on to a tenant's own server gets an ARC set (RFC 8617) where the recipients' domain has an RSA key: that server can see then what was found here, although passing on breaks SPF and, where fields were taken out, DKIM.", Example = "false")]
    public bool SealRelayed { get; init; } = true;
}
