using Sekisho.Configuration.Values;
using Sekisho.Deliver;

namespace Sekisho.Configuration.Sections;

/// <summary>Delivery; the defaults are those of the role deliver.</summary>
internal sealed record DeliverSection
{
    private static readonly DeliverOptions Usual = new();

    /// <summary>Connections in all.</summary>
    [Setting("The most deliveries under way at one time, to all destinations together.", Min = 1, Max = 10_000)]
    public int Connections { get; init; } = Usual.MaxConnections;

    /// <summary>Connections to one destination.</summary>
    [Setting("The most deliveries under way at one time to one destination; many servers block clients that open more.", Min = 1, Max = 1000)]
    public int ConnectionsPerDestination { get; init; } = Usual.MaxConnectionsPerDestination;

    /// <summary>Who is told of failures.</summary>
    [Setting("Whose senders are told that a message could not be delivered: 'all'; 'believable' for all but those whose own domain says that the mail is not theirs (SPF, DMARC), so that no notice goes to a forged sender; 'ownSendersOnly' for people who logged in here: a true sender elsewhere hears nothing then.")]
    public FailureNotices FailureNotices { get; init; } = Usual.FailureNotices;

    /// <summary>MTA-STS.</summary>
    [Setting("Whether MTA-STS policies of other domains (RFC 8461) are fetched over HTTPS and kept to. Without it whoever sits on the way can have mail sent in clear.", Example = "false")]
    public bool MtaSts { get; init; } = Usual.MtaSts;

    /// <summary>DANE.</summary>
    [Setting("Whether TLSA records of mail exchanges (RFC 7672) are kept to, where the name servers validate (dns.trustAd).", Example = "false")]
    public bool Dane { get; init; } = Usual.Dane;

    /// <summary>Token endpoints.</summary>
    [Setting("The servers of linked services at which the vault may make access tokens of sealed refresh tokens. The vault speaks TLS with them through deliver, and with nobody else.", MaxItems = 64, Example = "[\"https://login.example.com\"]", WhenAbsent = "no refresh token is used")]
    public IReadOnlyList<WebPage> TokenEndpoints { get; init; } = [];

    /// <summary>Certificates of one's own authority.</summary>
    [Setting("A PEM file with the certificates that are trusted for relays with TLS 'verified', instead of the system's.", Example = "/etc/sekisho/tls/relays.pem", WhenAbsent = "the system's certificates")]
    public FilePath? TrustedCertificates { get; init; }
}
