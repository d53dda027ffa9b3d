using System.Net;
using Sekisho.Edge;
using Sekisho.Store;

namespace Sekisho.Configuration.Sections;

/// <summary>Limits; the defaults are those of the roles.</summary>
internal sealed record LimitsSection
{
    private static readonly MxOptions Usual = new();

    /// <summary>The largest message.</summary>
    [Setting("The largest message that is taken; told in EHLO (SIZE, RFC 1870).", Unit = "bytes", Min = 65_536, Max = 268_435_456)]
    public long MessageBytes { get; init; } = Usual.Limits.MaxMessageBytes;

    /// <summary>Recipients of one message.</summary>
    [Setting("The most recipients of one message; told in EHLO (LIMITS, RFC 9422). RFC 5321 §4.5.3.1.8 asks for at least 100.", Min = 100, Max = 100_000)]
    public int Recipients { get; init; } = Usual.Limits.MaxRecipients;

    /// <summary>The longest line of text.</summary>
    [Setting("The longest line of text in a message, with its line end. RFC 5321 §4.5.3.1.6 asks for 1,000; newsletters with a whole page in one line are real mail.", Unit = "bytes", Min = 1000, Max = 268_435_456)]
    public int TextLineBytes { get; init; } = Usual.Limits.MaxTextLineBytes;

    /// <summary>Received fields of one message.</summary>
    [Setting("The most Received fields of one message; more mean a mail loop (RFC 5321 §6.3).", Min = 10, Max = 1000)]
    public int ReceivedHeaders { get; init; } = Usual.MaxReceivedHeaders;

    /// <summary>Memory of messages in flight.</summary>
    [Setting("The most memory that all messages under way may take together; beyond it senders are asked to come back later.", Unit = "bytes", Min = 1_048_576, Max = 68_719_476_736)]
    public long InFlightBytes { get; init; } = Usual.MaxContentMemoryBytes;

    /// <summary>Sessions in all.</summary>
    [Setting("The most SMTP sessions at one time.", Min = 1, Max = 1_000_000)]
    public int Sessions { get; init; } = Usual.MaxSessions;

    /// <summary>Sessions of one address.</summary>
    [Setting("The most SMTP sessions of one address (IPv6: one /64) at one time.", Min = 1, Max = 1_000_000)]
    public int SessionsPerAddress { get; init; } = Usual.MaxSessionsPerAddress;

    /// <summary>Sessions of one network.</summary>
    [Setting("The most SMTP sessions of one network (IPv4 /24, IPv6 /48) at one time.", Min = 1, Max = 1_000_000)]
    public int SessionsPerNetwork { get; init; } = Usual.MaxSessionsPerNetwork;

    /// <summary>Networks without the limits per address.</summary>
    [Setting("Networks to which the limits per address and per network do not apply. They may not relay: that needs a login.", MaxItems = 256, Example = "[127.0.0.0/8, 10.0.0.0/8]")]
    public IReadOnlyList<IPNetwork> TrustedNetworks { get; init; } = [.. Usual.TrustedNetworks.Select(IPNetwork.Parse)];

    /// <summary>Messages of one session.</summary>
    [Setting("The most messages of one session; told in EHLO (LIMITS, RFC 9422).", Min = 1, Max = 1_000_000)]
    public int MessagesPerSession { get; init; } = Usual.Limits.MaxMessages;

    /// <summary>Errors of one session.</summary>
    [Setting("After so many replies of 5xx a session is ended: stops the guessing of addresses.", Min = 1, Max = 10_000)]
    public int ErrorsPerSession { get; init; } = Usual.Limits.MaxErrors;

    /// <summary>Failed logins of one session.</summary>
    [Setting("After so many failed logins a session is ended: stops the guessing of passwords.", Min = 1, Max = 100)]
    public int FailedLoginsPerSession { get; init; } = Usual.Limits.MaxFailedLogins;

    /// <summary>How long a command may take.</summary>
    [Setting("How long a client may take for one command line. RFC 5321 §4.5.3.2.7 asks for 5 minutes.", Unit = "seconds", Min = 5, Max = 3600)]
    public int CommandTimeoutSeconds { get; init; } = (int)Usual.Limits.CommandTimeoutSeconds;

    /// <summary>How long no byte of a message may come.</summary>
    [Setting("How long a client may send nothing in the middle of a message. RFC 5321 §4.5.3.2.5 asks for 3 minutes.", Unit = "seconds", Min = 5, Max = 3600)]
    public int DataTimeoutSeconds { get; init; } = (int)Usual.Limits.DataTimeoutSeconds;

    /// <summary>The least rate of a message.</summary>
    [Setting("The least rate of a message on average, after a time of grace: stops senders that hold memory by sending slowly.", Unit = "bytes per second", Min = 1, Max = 1_048_576)]
    public int DataBytesPerSecond { get; init; } = Usual.Limits.MinDataBytesPerSecond;

    /// <summary>The longest session.</summary>
    [Setting("After this time a session is ended at the next command.", Unit = "seconds", Min = 60, Max = 86_400)]
    public int SessionSeconds { get; init; } = (int)Usual.Limits.MaxSessionSeconds;

    /// <summary>What stays free on the disk.</summary>
    [Setting("New mail is refused for now when less than this would stay free on the disk of the data folder.", Unit = "bytes", Min = 1_048_576, Max = 1_099_511_627_776)]
    public long DiskReserveBytes { get; init; } = new StoreOptions().DiskReserveBytes;
}
