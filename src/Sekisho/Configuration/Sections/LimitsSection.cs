using System.Net;

namespace Sekisho.Configuration.Sections;

/// <summary>Limits.</summary>
internal sealed record LimitsSection
{
    /// <summary>The largest message.</summary>
    [Setting("The largest message that is taken; told in EHLO (SIZE).", Unit = "bytes", Min = 65_536, Max = 268_435_456)]
    public long MessageBytes { get; init; } = 52_428_800;

    /// <summary>Recipients of one message.</summary>
    [Setting("The most recipients of one message. RFC 5321 §4.5.3.1.8 asks for at least 100.", Min = 100, Max = 100_000)]
    public int Recipients { get; init; } = 1000;

    /// <summary>Memory of messages in flight.</summary>
    [Setting("The most memory that all messages being received may fill together; beyond it senders are asked to come back later.", Unit = "bytes", Min = 1_048_576, Max = 68_719_476_736)]
    public long InFlightBytes { get; init; } = 536_870_912;

    /// <summary>Sessions in all.</summary>
    [Setting("The most SMTP sessions at one time.", Min = 1, Max = 100_000)]
    public int Sessions { get; init; } = 20_000;

    /// <summary>Sessions of one address.</summary>
    [Setting("The most SMTP sessions of one address at one time.", Min = 1, Max = 100_000)]
    public int SessionsPerAddress { get; init; } = 50;

    /// <summary>Sessions of one network.</summary>
    [Setting("The most SMTP sessions of one network (IPv4 /24, IPv6 /64) at one time.", Min = 1, Max = 100_000)]
    public int SessionsPerNetwork { get; init; } = 200;

    /// <summary>Networks without the per-address limits.</summary>
    [Setting("Networks to which the limits per address and per network do not apply: this machine, and servers of yours.", MaxItems = 256, Example = "[127.0.0.0/8, 10.0.0.0/8]")]
    public IReadOnlyList<IPNetwork> TrustedNetworks { get; init; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>How long a client may be silent.</summary>
    [Setting("How long a client may be silent between two commands. RFC 5321 §4.5.3.2.7 asks for 5 minutes.", Unit = "seconds", Min = 5, Max = 3600)]
    public int CommandTimeoutSeconds { get; init; } = 300;
}
