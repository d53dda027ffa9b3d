using Sekisho.Configuration.Values;

namespace Sekisho.Commands.Send;

/// <summary>What is to be sent, and how.</summary>
internal sealed record SendPlan
{
    /// <summary>The server, with TLS from the first byte or not.</summary>
    public required ListenAddress To { get; init; }

    /// <summary>STARTTLS or nothing.</summary>
    public bool StartTls { get; init; }

    /// <summary>Our name in EHLO.</summary>
    public required string Helo { get; init; }

    /// <summary>The reverse-path; empty for the null one.</summary>
    public required string From { get; init; }

    /// <summary>The recipients.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Log in as, or null.</summary>
    public string? User { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string CurrentFolder { get; init; }
}
