using Sekisho.Configuration.Sections;
using Sekisho.Configuration.Values;

namespace Sekisho.Configuration;

/// <summary>The whole configuration. A new record holds the defaults; nothing changes after it has been read.</summary>
internal sealed record SekishoConfig
{
    /// <summary>The data folder.</summary>
    [Setting("The folder for everything that Sekisho keeps: queue, quarantine, mailboxes, keys. It is made at the first start and readable by its owner only. The option --data goes before it.", Example = "/var/lib/sekisho")]
    public FilePath Data { get; init; } = new("./data");

    /// <summary>The name of this host.</summary>
    [Setting("The name of this host as it tells it to other mail servers: in the greeting, in EHLO and in Received fields. It should be the name that the reverse lookup of its address gives.", Example = "mx1.example.org", WhenAbsent = "the machine's host name")]
    public string? Hostname { get; init; }

    /// <summary>Who gets mail for postmaster.</summary>
    [Setting("The account that gets mail for postmaster where a tenant has no such account, and for postmaster without a domain (RFC 5321 §4.5.1).", Example = "admin@example.org", WhenAbsent = "nobody")]
    public MailAddress? Postmaster { get; init; }

    /// <summary>The door for mail from other servers.</summary>
    [Section("The door for mail from other servers (SMTP, port 25).")]
    public MxSection Mx { get; init; } = new();

    /// <summary>The door for people of ours.</summary>
    [Section("The door for mail that accounts of ours send (submission, ports 587 and 465).")]
    public SubmissionSection Submission { get; init; } = new();

    /// <summary>The browser's door.</summary>
    [Section("The door for browsers. Reserved: the settings are checked, nothing is served yet.")]
    public WebSection Web { get; init; } = new();

    /// <summary>Certificate and key.</summary>
    [Section("The certificate for TLS. Give both files or none; without them a self-signed certificate is made at the first start and kept in the data folder under tls/.")]
    public TlsSection Tls { get; init; } = new();

    /// <summary>Name servers.</summary>
    [Section("Looking up names.")]
    public DnsSection Dns { get; init; } = new();

    /// <summary>The antivirus scanner.</summary>
    [Section("The antivirus scanner ClamAV (clamd).")]
    public ClamdSection Clamd { get; init; } = new();

    /// <summary>Limits.</summary>
    [Section("Limits. What exceeds one gets a clear error and nothing is lost.")]
    public LimitsSection Limits { get; init; } = new();

    /// <summary>Inspection.</summary>
    [Section("Inspection of messages.")]
    public InspectSection Inspect { get; init; } = new();

    /// <summary>Sender authentication.</summary>
    [Section("Sender authentication.")]
    public AuthenticationSection Authentication { get; init; } = new();

    /// <summary>Lists in the DNS.</summary>
    [Section("Lists of bad addresses and domains in the DNS. None is asked unless it is named here.")]
    public ReputationSection Reputation { get; init; } = new();

    /// <summary>The queue.</summary>
    [Section("The queue of messages on their way to other servers.")]
    public QueueSection Queue { get; init; } = new();

    /// <summary>Delivery.</summary>
    [Section("Delivery to other servers.")]
    public DeliverSection Deliver { get; init; } = new();

    /// <summary>The quarantine.</summary>
    [Section("The quarantine.")]
    public QuarantineSection Quarantine { get; init; } = new();

    /// <summary>The confinement of the roles.</summary>
    [Section("What the kernel keeps the roles from (docs/confinement.md).")]
    public ConfinementSection Confinement { get; init; } = new();

    /// <summary>The evidence ledger.</summary>
    [Section("The evidence ledger: every access and change, in a log that cannot be changed unseen.")]
    public LedgerSection Ledger { get; init; } = new();

    /// <summary>The vault.</summary>
    [Section("The vault: keys, passwords, budgets.")]
    public VaultSection Vault { get; init; } = new();

    /// <summary>The log.</summary>
    [Section("The log, written to standard error.")]
    public LogSection Log { get; init; } = new();
}
