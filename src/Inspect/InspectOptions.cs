using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect;

/// <summary>How a worker inspects. Every value has a default; it travels as JSON from the supervisor to the workers.</summary>
public sealed record InspectOptions
{
    /// <summary>The longest a message may take, in seconds; then it is held (<see cref="ReasonCode.InspectionTimeout"/>). Stops a message from blocking a worker.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>Where clamd listens: <c>unix:/run/clamav/clamd.ctl</c>, <c>/run/clamav/clamd.ctl</c> or <c>tcp:127.0.0.1:3310</c>; null for no antivirus.</summary>
    public string? ClamdAddress { get; set; }

    /// <summary>The longest one scan may take, in seconds; then the message is held (<see cref="ReasonCode.ScannerUnavailable"/>).</summary>
    public int ClamdTimeoutSeconds { get; set; } = 15;

    /// <summary>Most bytes given to clamd in one stream. At most clamd's own StreamMaxLength (25 MiB as distributed), which ends the connection when exceeded.</summary>
    public long ClamdMaxBytes { get; set; } = 25L * 1024 * 1024;

    /// <summary>From this sum of points a message is tagged.</summary>
    public double TagScore { get; set; } = 5;

    /// <summary>From this sum of points a message is quarantined.</summary>
    public double QuarantineScore { get; set; } = 10;

    /// <summary>The operator's rule files, which go over the rules of the product. Rules with errors are left out: whoever sets them has told of those.</summary>
    public IReadOnlyList<RuleText> Rules { get; set; } = [];

    /// <summary>What becomes of a message that is too large for the scanner.</summary>
    public Disposition WhenTooLargeForScanner { get; set; } = Disposition.Quarantine;

    /// <summary>What becomes of a message with a blocked attachment: quarantine or reject.</summary>
    public Disposition WhenAttachmentBlocked { get; set; } = Disposition.Quarantine;

    /// <summary>What becomes of a message with an attachment that is locked with a password which its text does not give: accept, tag, quarantine or reject.</summary>
    public Disposition WhenAttachmentLocked { get; set; } = Disposition.Tag;

    /// <summary>What becomes of a message with something active in a document or an attached page: accept, tag, disarm, quarantine or reject.</summary>
    public Disposition WhenActiveContent { get; set; } = Disposition.Accept;

    /// <summary>What is taken out of messages that are disarmed.</summary>
    public DisarmOptions Disarm { get; set; } = new();

    /// <summary>Mail to these domains (A-labels, lower case) is disarmed where a rule says so, and other mail is not; empty for all mail.</summary>
    public IReadOnlyList<string> DisarmDomains { get; set; } = [];

    /// <summary>File name extensions to block beside the built-in ones, without the dot.</summary>
    public IReadOnlyList<string> BlockedExtensions { get; set; } = [];

    /// <summary>File name extensions not to block although they are in the built-in list, without the dot. Content is judged all the same.</summary>
    public IReadOnlyList<string> AllowedExtensions { get; set; } = [];

    /// <summary>DNS servers as <c>address:port</c>, for an inspector outside the running system; a worker asks deliver instead. Without any, no name is looked up.</summary>
    public IReadOnlyList<string> DnsServers { get; set; } = [];

    /// <summary>The name of this host: in Authentication-Results, and looked for in those that come with messages.</summary>
    public string HostName { get; set; } = "localhost";

    /// <summary>Whether senders are authenticated (SPF, DKIM, DMARC, ARC).</summary>
    public bool AuthenticateSenders { get; set; } = true;

    /// <summary>How long the look-ups for SPF, for DKIM and for DMARC may take each, in seconds; then the result is temperror. Less than half of <see cref="TimeoutSeconds"/>, or messages are held for slow name servers.</summary>
    public int AuthenticationSeconds { get; set; } = 8;

    /// <summary>What becomes of a message whose domain's owner wants it refused (DMARC p=reject): quarantine or reject.</summary>
    public Disposition WhenDmarcRejects { get; set; } = Disposition.Quarantine;

    /// <summary>Domains (A-labels, lower case) whose published DMARC policy is replaced, those below included: none, quarantine or reject.</summary>
    public IReadOnlyDictionary<string, string> DmarcOverrides { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether what DMARC says of messages is told on (<see cref="Verdict.Observation"/>), for reports to the owners of domains.</summary>
    public bool ObserveSenders { get; set; }

    /// <summary>Addresses to which others send reports about our domains; mail to them is read for reports.</summary>
    public IReadOnlyList<string> ReportAddresses { get; set; } = [];

    /// <summary>What the classifier has learned from one's own mail (<see cref="Language.LanguageLearning"/>), in place of the product's; null for the product's, as for bytes that are no model.</summary>
    public byte[]? LanguageModel { get; set; }

    /// <summary>Zones of lists of addresses that are asked for the client's address.</summary>
    public IReadOnlyList<string> AddressLists { get; set; } = [];

    /// <summary>Zones of lists of domains that are asked for the domains of links and of From.</summary>
    public IReadOnlyList<string> DomainLists { get; set; } = [];

    /// <summary>How long all lists together may take, in seconds.</summary>
    public int ReputationSeconds { get; set; } = 3;

    /// <summary>What one message may cost.</summary>
    public InspectLimits Limits { get; set; } = new();

    /// <summary>Whether the bytes are what <see cref="Language.LanguageLearning"/> writes.</summary>
    /// <param name="bytes">The bytes of a file.</param>
    public static bool IsLanguageModel(byte[] bytes) => Language.Model.LanguageModel.Read(bytes) is not null;
}
