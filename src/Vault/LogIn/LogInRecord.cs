using Sekisho.Vault.Passkeys;

namespace Sekisho.Vault.LogIn;

/// <summary>How a person proves who they are, as it is stored under the tenant's key: verifiers, never passwords.</summary>
internal sealed record LogInRecord
{
    /// <summary>The password verifier (<c>PasswordVerifier.ToText</c>); null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The SCRAM verifier (RFC 5803); null for none.</summary>
    public string? Scram { get; init; }

    /// <summary>The password has to be changed before anything else.</summary>
    public bool MustChange { get; init; }

    /// <summary>The secret of the one-time codes; null for none.</summary>
    public byte[]? Totp { get; init; }

    /// <summary>The step of the last code that was taken: no code is good twice.</summary>
    public long TotpStep { get; init; }

    /// <summary>A new secret that no code has confirmed yet; null for none.</summary>
    public byte[]? TotpPending { get; init; }

    /// <summary>Recovery codes that are left.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; init; }

    /// <summary>App passwords.</summary>
    public IReadOnlyList<AppPasswordRecord>? AppPasswords { get; init; }

    /// <summary>Passkeys.</summary>
    public IReadOnlyList<PasskeyRecord>? Passkeys { get; init; }

    /// <summary>The hash of the code with which one passkey may be registered; null for none.</summary>
    public string? PasskeyCode { get; init; }

    /// <summary>Until when that code is good.</summary>
    public DateTimeOffset? PasskeyCodeEndsAt { get; init; }

    /// <summary>Whether there is anything to log in with.</summary>
    public bool CanLogIn => Password is not null || Scram is not null || Passkeys is { Count: > 0 };
}
