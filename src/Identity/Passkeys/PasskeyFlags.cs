namespace Sekisho.Identity.Passkeys;

/// <summary>The flags of authenticator data (WebAuthn level 3 §6.1).</summary>
[Flags]
public enum PasskeyFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>UP: somebody was there.</summary>
    UserPresent = 1,

    /// <summary>UV: the authenticator knows who (a PIN, a finger, a face).</summary>
    UserVerified = 4,

    /// <summary>BE: the passkey may be copied to other devices of its owner.</summary>
    BackupEligible = 8,

    /// <summary>BS: it has been.</summary>
    BackedUp = 16,

    /// <summary>AT: a new credential follows.</summary>
    AttestedCredential = 64,

    /// <summary>ED: extensions follow.</summary>
    Extensions = 128,
}
