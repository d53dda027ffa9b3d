namespace Sekisho.Identity.Passkeys;

/// <summary>What is stored of a passkey. None of it is secret.</summary>
public sealed record Passkey
{
    /// <summary>The credential's identifier, at most 1,023 bytes; no two accounts may have the same.</summary>
    public required IReadOnlyList<byte> CredentialId { get; init; }

    /// <summary>The account's identifier.</summary>
    public required string AccountId { get; init; }

    /// <summary>The public key (<see cref="CoseKey"/>).</summary>
    public required IReadOnlyList<byte> PublicKey { get; init; }

    /// <summary>The last counter; 0 where the authenticator has none.</summary>
    public required uint SignCount { get; init; }

    /// <summary>BE: it may be copied to other devices of its owner. Never changes.</summary>
    public required bool BackupEligible { get; init; }

    /// <summary>BS: it has been.</summary>
    public required bool BackedUp { get; init; }

    /// <summary>The authenticator was asked who was there when it was registered.</summary>
    public required bool UserVerified { get; init; }

    /// <summary>The model of the authenticator, as it says itself: not proven.</summary>
    public Guid Model { get; init; }

    /// <summary>The format of the statement that came along; it is not trusted.</summary>
    public string AttestationFormat { get; init; } = "none";

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset MadeAt { get; init; }
}
