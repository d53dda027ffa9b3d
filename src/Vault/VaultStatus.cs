using Sekisho.Vault.Budgets;

namespace Sekisho.Vault;

/// <summary>How the vault is.</summary>
public sealed record VaultStatus
{
    /// <summary>Keys are not in memory: nothing can be opened.</summary>
    public required bool Sealed { get; init; }

    /// <summary>Why it is sealed, in words; null when it is not.</summary>
    public string? SealedBecause { get; init; }

    /// <summary>The root key's identifier (not secret).</summary>
    public string? RootKeyId { get; init; }

    /// <summary>Tenants.</summary>
    public required long Tenants { get; init; }

    /// <summary>Accounts.</summary>
    public required long Accounts { get; init; }

    /// <summary>Credentials of other services.</summary>
    public required long Credentials { get; init; }

    /// <summary>Traps that are set.</summary>
    public required long Canaries { get; init; }

    /// <summary>Queue keys that the store still needs.</summary>
    public required long QueueKeys { get; init; }

    /// <summary>Whether the store has the newest directory.</summary>
    public required bool Published { get; init; }

    /// <summary>The database with its log, in bytes.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>The budgets.</summary>
    public required IReadOnlyList<BudgetItem> Budgets { get; init; }

    /// <summary>Who is frozen.</summary>
    public required IReadOnlyList<FrozenItem> Frozen { get; init; }

    /// <summary>The most messages that an intruder with all of web gets opened in one hour, before everything of it freezes; and then, that of people who are logged in only.</summary>
    public required long WebLargestLeakPerHour { get; init; }
}
