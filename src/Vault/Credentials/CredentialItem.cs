namespace Sekisho.Vault.Credentials;

/// <summary>A sealed credential as it is shown: everything but the secret.</summary>
public sealed record CredentialItem
{
    /// <summary>Its identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: an account's address or a tenant's name.</summary>
    public required string Owner { get; init; }

    /// <summary>What kind of secret; app passwords, passkeys and the like are listed too, as "own:…".</summary>
    public required string Kind { get; init; }

    /// <summary>Where it opens something.</summary>
    public required string Service { get; init; }

    /// <summary>The user name there.</summary>
    public required string User { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was last used; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Not used for longer than the configured time: should it still exist?</summary>
    public bool Unneeded { get; init; }
}
