namespace Sekisho.Smtp.Server;

/// <summary>What became of a login.</summary>
public sealed record LogInOutcome
{
    /// <summary>Wrong user, wrong password, no such mechanism for this user: the client is not told which (535 5.7.8).</summary>
    public static LogInOutcome Refused { get; } = new();

    /// <summary>It could not be checked now (454 4.7.0).</summary>
    public static LogInOutcome Unavailable { get; } = new() { IsUnavailable = true };

    /// <summary>The account, or null when the login is not good.</summary>
    public string? Account { get; init; }

    /// <summary>SCRAM: the server's signature, base64 (RFC 5802 §3).</summary>
    public string? ServerSignature { get; init; }

    /// <summary>Whether it could not be checked now.</summary>
    public bool IsUnavailable { get; init; }

    /// <summary>The login is good.</summary>
    public static LogInOutcome Good(string account, string? serverSignature = null) =>
        new() { Account = account, ServerSignature = serverSignature };
}
