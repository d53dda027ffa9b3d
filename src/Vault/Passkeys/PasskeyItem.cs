namespace Sekisho.Vault.Passkeys;

/// <summary>A passkey as it is shown.</summary>
public sealed record PasskeyItem
{
    /// <summary>Its identifier here: 16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was last used; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The last counter that its authenticator showed; 0 where it has none.</summary>
    public long SignCount { get; init; }

    /// <summary>It is on several devices of its owner.</summary>
    public bool BackedUp { get; init; }

    /// <summary>Its counter went back: there may be a copy of it. It lets nobody in any more; remove it.</summary>
    public bool Copied { get; init; }
}
