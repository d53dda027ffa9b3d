namespace Sekisho.Vault.Directory;

/// <summary>A person's account.</summary>
public sealed record Account
{
    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>The name of its tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>It has a password or a passkey.</summary>
    public required bool CanLogIn { get; init; }

    /// <summary>What it may do.</summary>
    public AccountRight Right { get; init; } = AccountRight.User;

    /// <summary>The groups it belongs to, by name.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}
