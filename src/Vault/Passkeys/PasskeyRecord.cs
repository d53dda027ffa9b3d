using Sekisho.Identity.Passkeys;

namespace Sekisho.Vault.Passkeys;

/// <summary>A passkey as it is stored, under its tenant's key. None of it is secret.</summary>
internal sealed record PasskeyRecord(
    string Id, byte[] CredentialId, byte[] PublicKey, uint SignCount, bool BackupEligible, bool BackedUp, bool UserVerified, Guid Model, string AttestationFormat,
    string Name, DateTimeOffset MadeAt, DateTimeOffset? LastUsedAt, bool Copied)
{
    /// <summary>The stored form of a passkey of the library.</summary>
    public static PasskeyRecord Of(string id, Passkey passkey, string name) => new(
        id, [.. passkey.CredentialId], [.. passkey.PublicKey], passkey.SignCount, passkey.BackupEligible, passkey.BackedUp, passkey.UserVerified, passkey.Model,
        passkey.AttestationFormat, name, passkey.MadeAt, null, false);

    /// <summary>The library's form.</summary>
    public Passkey ToPasskey(string account) => new()
    {
        CredentialId = CredentialId,
        AccountId = account,
        PublicKey = PublicKey,
        SignCount = SignCount,
        BackupEligible = BackupEligible,
        BackedUp = BackedUp,
        UserVerified = UserVerified,
        Model = Model,
        AttestationFormat = AttestationFormat,
        MadeAt = MadeAt,
    };

    /// <summary>As it is shown.</summary>
    public PasskeyItem ToItem() => new()
    {
        Id = Id,
        Name = Name,
        AddedAt = MadeAt,
        LastUsedAt = LastUsedAt,
        SignCount = SignCount,
        BackedUp = BackedUp,
        Copied = Copied,
    };
}
