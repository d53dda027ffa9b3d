namespace Sekisho.Identity.Passkeys;

/// <summary>What a registration or login with a passkey came to.</summary>
public enum PasskeyStatus
{
    /// <summary>Good.</summary>
    Accepted,

    /// <summary>Good, but the counter did not grow (WebAuthn level 3 §7.2 step 22): the authenticator may have been copied. The caller decides; alarm in any case.</summary>
    CounterWentBack,

    /// <summary>The client data is no client data.</summary>
    MalformedClientData,

    /// <summary>The authenticator's data is no such data.</summary>
    MalformedAuthenticatorData,

    /// <summary>For the other ceremony: a registration's answer in place of a login's or the other way round.</summary>
    WrongType,

    /// <summary>No challenge of ours (or of before the last start), or of another account or ceremony.</summary>
    UnknownChallenge,

    /// <summary>The challenge was open for too long.</summary>
    ChallengeEnded,

    /// <summary>The challenge has been answered before: a detection, somebody has a copy of the answer.</summary>
    ChallengeUsed,

    /// <summary>Too many answers within the life of a challenge; nothing is accepted until some have ended.</summary>
    Busy,

    /// <summary>From another page: phishing, and a detection.</summary>
    WrongOrigin,

    /// <summary>From within a frame of another page.</summary>
    CrossOrigin,

    /// <summary>For another domain.</summary>
    WrongRpId,

    /// <summary>Nobody was there.</summary>
    UserNotPresent,

    /// <summary>The authenticator did not find out who was there.</summary>
    UserNotVerified,

    /// <summary>Backed up without being allowed to be (BS without BE), or what was allowed has changed since registration.</summary>
    BadBackupFlags,

    /// <summary>A key of an algorithm or form that is not accepted.</summary>
    UnsupportedKey,

    /// <summary>Another credential than the one that was named.</summary>
    WrongCredential,

    /// <summary>The signature does not fit.</summary>
    BadSignature,
}
