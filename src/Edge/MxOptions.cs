using Sekisho.Smtp.Server;

namespace Sekisho.Edge;

/// <summary>The settings of the role mx.</summary>
public sealed record MxOptions
{
    /// <summary>The name of this host in greetings and in the headers it adds.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>Where to listen.</summary>
    public IReadOnlyList<MxListener> Listeners { get; init; } = [];

    /// <summary>The certificate with its chain, PEM; null: no TLS, and no login either. Read again when the file changes.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The certificate's private key, PEM.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The limits of one session.</summary>
    public SmtpServerLimits Limits { get; init; } = new();

    /// <summary>Networks ("192.0.2.0/24") whose clients are exempt from the limits per address and per network. Nothing else: they may not relay.</summary>
    public IReadOnlyList<string> TrustedNetworks { get; init; } = ["127.0.0.0/8", "::1/128"];

    /// <summary>Networks whose mail is not inspected, where nobody has logged in: the operator's own relays that have inspected it. They may not relay either.</summary>
    public IReadOnlyList<string> ExemptNetworks { get; init; } = [];

    /// <summary>Sessions at one time. Stops connection floods from using up memory and file handles; fewer where the process may open fewer files.</summary>
    public int MaxSessions { get; init; } = 15_000;

    /// <summary>Sessions at one time of one IPv4 address or IPv6 /64. Stops one client from taking all places.</summary>
    public int MaxSessionsPerAddress { get; init; } = 50;

    /// <summary>Sessions at one time of one IPv4 /24 or IPv6 /48. Stops one network from taking all places.</summary>
    public int MaxSessionsPerNetwork { get; init; } = 500;

    /// <summary>What the messages under way may take in memory together, in bytes; used up: 452. Stops many large messages at once.</summary>
    public long MaxContentMemoryBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Received headers in one message; more: 554 5.4.6 (RFC 5321 §6.3). Stops mail loops.</summary>
    public int MaxReceivedHeaders { get; init; } = 50;

    /// <summary>Whether mail of a sender whom nobody knows and nothing proves has to come twice. Off: it costs strangers minutes.</summary>
    public bool Greylisting { get; init; }

    /// <summary>How long such mail waits at least, in seconds.</summary>
    public double GreylistSeconds { get; init; } = 300;

    /// <summary>How long it is remembered that mail for an address is taken, in seconds.</summary>
    public double ResolutionCacheSeconds { get; init; } = 5;

    /// <summary>How often the store is asked again with the same message when its reply was lost.</summary>
    public int MaxAcceptAttempts { get; init; } = 5;
}
