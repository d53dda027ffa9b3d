using Sekisho.Deliver.Reporting;
using Sekisho.Smtp.Client;

namespace Sekisho.Deliver;

/// <summary>How the role deliver works. Every value has a default; the configuration gives what differs.</summary>
public sealed record DeliverOptions
{
    /// <summary>Our name: in EHLO, in notices, and the name by which we know ourselves among mail exchanges.</summary>
    public string Hostname { get; init; } = "localhost";

    /// <summary>Further names of this system that may stand in MX records: mail for them must not be sent to ourselves in a circle.</summary>
    public IReadOnlyList<string> OtherHostnames { get; init; } = [];

    /// <summary>The DNS servers, "HOST:PORT" or "HOST" each; empty: those of /etc/resolv.conf, read at the start.</summary>
    public IReadOnlyList<string> DnsServers { get; init; } = [];

    /// <summary>Messages leased at one time. Bounds memory: each may hold <see cref="InlineContentBytes"/>.</summary>
    public int MaxJobs { get; init; } = 400;

    /// <summary>Deliveries under way at one time, to all destinations together.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Deliveries under way at one time to one destination: many servers block clients that open more.</summary>
    public int MaxConnectionsPerDestination { get; init; } = 20;

    /// <summary>Messages sent over one connection before a new one is made.</summary>
    public int MaxMessagesPerConnection { get; init; } = 100;

    /// <summary>How long a connection without work stays open, in seconds: long ones are a burden for the server.</summary>
    public double IdleConnectionSeconds { get; init; } = 5;

    /// <summary>How old a connection may become, in seconds.</summary>
    public double MaxConnectionAgeSeconds { get; init; } = 300;

    /// <summary>Hosts of a destination tried in one attempt (RFC 5321 §5.1 allows a limit).</summary>
    public int MaxHostsPerAttempt { get; init; } = 5;

    /// <summary>Addresses of one host tried in one attempt.</summary>
    public int MaxAddressesPerHost { get; init; } = 4;

    /// <summary>How long a connection may take to come about, in seconds.</summary>
    public double ConnectTimeoutSeconds { get; init; } = 30;

    /// <summary>How long the client waits in a session (RFC 5321 §4.5.3.2).</summary>
    public SmtpClientTimeouts Timeouts { get; init; } = new();

    /// <summary>
    /// How long one message to one destination may take from the moment it is leased, in seconds. Less than a lease of the
    /// store lasts, or the same mail would be sent again while it is still being sent.
    /// </summary>
    public double MaxJobSeconds { get; init; } = 40 * 60;

    /// <summary>After so long no further transaction begins for a leased message, in seconds: each may take the time of <see cref="Timeouts"/>.</summary>
    public double LastTransactionSeconds { get; init; } = 20 * 60;

    /// <summary>Whether mail of our people, and notices, are signed with DKIM where the author's domain has a key (RFC 6376).</summary>
    public bool SignMail { get; init; } = true;

    /// <summary>Whether mail from other servers that is passed on gets an ARC set where the recipients' domain has an RSA key (RFC 8617).</summary>
    public bool SealRelayed { get; init; } = true;

    /// <summary>
    /// Whether what the name servers say about DNSSEC is believed (the AD bit, RFC 6840 §5.8). Null: when all of them are on
    /// this machine, or /etc/resolv.conf says trust-ad. Over a network anybody on the way could set the bit.
    /// </summary>
    public bool? TrustAd { get; init; }

    /// <summary>Whether TLSA records of mail exchanges are kept to (RFC 7672); only with <see cref="TrustAd"/>.</summary>
    public bool Dane { get; init; } = true;

    /// <summary>Whether MTA-STS policies of other domains are kept to (RFC 8461).</summary>
    public bool MtaSts { get; init; } = true;

    /// <summary>How long fetching a policy may take, in seconds: mail waits meanwhile.</summary>
    public double StsFetchSeconds { get; init; } = 20;

    /// <summary>The port of policy hosts.</summary>
    public int StsPort { get; init; } = 443;

    /// <summary>A file with the certificates (PEM) that are trusted for mail exchanges and policy hosts instead of the system's, or null: tests have their own authority.</summary>
    public string? PublicCertificatesFile { get; init; }

    /// <summary>The port of mail exchanges.</summary>
    public int MxPort { get; init; } = 25;

    /// <summary>
    /// Whether mail exchanges found in DNS may have addresses of this machine. Anybody can put 127.0.0.1 into the DNS and make
    /// us speak with our own services; only tests set this. Relays are named by the operator and may always be local.
    /// </summary>
    public bool AllowLoopbackExchanges { get; init; }

    /// <summary>The token endpoints that the vault may speak with through this role, "HOST:PORT" each. Others are refused: what has the vault must not choose where bytes go.</summary>
    public IReadOnlyList<string> TokenEndpoints { get; init; } = [];

    /// <summary>A file with the certificates (PEM) that are trusted for verified relays instead of the system's, or null.</summary>
    public string? TrustedCertificatesFile { get; init; }

    /// <summary>Recipients said in one transaction at most; more take several (RFC 5321 §4.5.3.1.8: every server takes 100).</summary>
    public int MaxRecipientsPerTransaction { get; init; } = 100;

    /// <summary>Content up to this size comes with the lease, in bytes; larger content is read from the store while it is sent.</summary>
    public int InlineContentBytes { get; init; } = 256 * 1024;

    /// <summary>How long one call for due messages waits at the store, in seconds.</summary>
    public double LeaseWaitSeconds { get; init; } = 20;

    /// <summary>
    /// How long the next due messages are let come together after some were leased, in seconds. The first one goes at once; under load the
    /// leases, the vault's keys and their ledger entries are then one call for many messages instead of one for each.
    /// </summary>
    public double LeaseGatherSeconds { get; init; } = 0.04;

    /// <summary>What a notice returns of the original header at most, in bytes: a notice must not be an amplifier.</summary>
    public int NoticeHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>Up to this size a notice returns the whole message where the sender asked for that (RET=FULL), in bytes.</summary>
    public int NoticeFullBytes { get; init; } = 50 * 1024;

    /// <summary>Recipients described in one notice at most.</summary>
    public int NoticeMaxRecipients { get; init; } = 1000;

    /// <summary>
    /// Who is told of failures: "all" can send notices to people who sent nothing, "own senders only" leaves true senders at
    /// other servers without a word; between them, "believable" asks what the sender's own domain says of the mail.
    /// </summary>
    public FailureNotices FailureNotices { get; init; } = FailureNotices.Believable;

    /// <summary>Reports to the owners of domains.</summary>
    public ReportOptions Reports { get; init; } = new();

    /// <summary>Held messages that are inspected again at one time.</summary>
    public int MaxReinspections { get; init; } = 2;

    /// <summary>What held messages may take in memory together while they are inspected again, in bytes; used up: later.</summary>
    public long MaxReinspectionMemoryBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>
    /// Whether delays are also told to senders who did not ask for it (NOTIFY=DELAY). Off: such notices would go to forged
    /// senders of spam for a server that is down.
    /// </summary>
    public bool DelayNoticesUnasked { get; init; }
}
