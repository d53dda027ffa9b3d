using System.Security.Cryptography;
using System.Text;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.Identity.Passkeys;

/// <summary>
/// The server's side of passkeys (WebAuthn level 3 §7.1 and §7.2): challenges, registration, login. Statements about
/// authenticators are read over and not trusted: "none" is as good as any. Safe for many threads.
/// </summary>
public sealed class PasskeyOffice
{
    /// <summary>The length of a challenge, in bytes.</summary>
    public const int ChallengeBytes = PasskeyChallenges.Bytes;

    /// <summary>The most passkeys of an account: the list is sent to the browser at each login.</summary>
    public const int MostOfAccount = 20;

    /// <summary>The longest signature, in bytes: RSA of 4096 bits has 512.</summary>
    public const int LongestSignatureBytes = 1024;

    private readonly PasskeyOptions _options;
    private readonly IEd25519? _ed25519;
    private readonly TimeProvider _clock;
    private readonly PasskeyChallenges _challenges;
    private readonly byte[] _rpIdHash;

    /// <summary>Makes the office.</summary>
    /// <param name="options">For which site.</param>
    /// <param name="ed25519">For keys of EdDSA; null where the system has none: such keys are then not offered and refused.</param>
    /// <param name="clock">The time.</param>
    public PasskeyOffice(PasskeyOptions options, IEd25519? ed25519, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _ed25519 = ed25519;
        _clock = clock;
        _challenges = new PasskeyChallenges(options.ChallengeLifetime, options.MostUsedChallenges, clock);
        _rpIdHash = SHA256.HashData(Encoding.UTF8.GetBytes(options.RpId));
    }

    /// <summary>The algorithms to offer to the browser, the best first.</summary>
    public IReadOnlyList<CoseAlgorithm> Algorithms =>
        _ed25519 is null ? [CoseAlgorithm.Es256, CoseAlgorithm.Rs256] : [CoseAlgorithm.EdDsa, CoseAlgorithm.Es256, CoseAlgorithm.Rs256];

    /// <summary>A challenge to register a passkey for an account that is logged in.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="browser">A value that the browser keeps: an answer from another browser is refused. Null for none.</param>
    public byte[] OpenRegistration(string accountId, string? browser = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        return _challenges.Open(accountId, registers: true, browser);
    }

    /// <summary>A challenge to log in.</summary>
    /// <param name="accountId">The account; null for a login without a name, where the passkey says whose it is.</param>
    /// <param name="browser">A value that the browser keeps: an answer from another browser is refused, so that nobody makes a victim answer a challenge of theirs. Null for none.</param>
    public byte[] OpenLogin(string? accountId, string? browser = null) => _challenges.Open(accountId, registers: false, browser);

    /// <summary>Takes a registration's answer (WebAuthn level 3 §7.1).</summary>
    /// <param name="accountId">The account that is logged in.</param>
    /// <param name="clientDataJson">As the browser sent it.</param>
    /// <param name="attestationObject">As the browser sent it.</param>
    /// <param name="browser">As for the challenge.</param>
    public PasskeyRegistration Register(string accountId, ReadOnlySpan<byte> clientDataJson, ReadOnlySpan<byte> attestationObject, string? browser = null)
    {
        var status = CheckClientData(clientDataJson, "webauthn.create", accountId, registers: true, browser, out var challenge);
        if (status != PasskeyStatus.Accepted) return new PasskeyRegistration(status);
        if (AttestationObject.Read(attestationObject) is not { } attestation || attestation.Data.CredentialId is not { } credentialId) return new PasskeyRegistration(PasskeyStatus.MalformedAuthenticatorData);
        status = CheckFlags(attestation.Data);
        if (status != PasskeyStatus.Accepted) return new PasskeyRegistration(status);
        if (attestation.Data.Key is not { } key || !Algorithms.Contains(key.Algorithm)) return new PasskeyRegistration(PasskeyStatus.UnsupportedKey);
        status = _challenges.Use(challenge);
        if (status != PasskeyStatus.Accepted) return new PasskeyRegistration(status);
        return new PasskeyRegistration(PasskeyStatus.Accepted, new Passkey
        {
            CredentialId = credentialId,
            AccountId = accountId,
            PublicKey = key.Encoded,
            SignCount = attestation.Data.SignCount,
            BackupEligible = attestation.Data.Flags.HasFlag(PasskeyFlags.BackupEligible),
            BackedUp = attestation.Data.Flags.HasFlag(PasskeyFlags.BackedUp),
            UserVerified = attestation.Data.Flags.HasFlag(PasskeyFlags.UserVerified),
            Model = attestation.Data.Model,
            AttestationFormat = attestation.Format,
            MadeAt = _clock.GetUtcNow(),
        });
    }

    /// <summary>Takes a login's answer (WebAuthn level 3 §7.2).</summary>
    /// <param name="passkey">What the store has for the credential's identifier.</param>
    /// <param name="credentialId">The identifier as the browser sent it.</param>
    /// <param name="clientDataJson">As the browser sent it.</param>
    /// <param name="authenticatorData">As the browser sent it.</param>
    /// <param name="signature">As the browser sent it.</param>
    /// <param name="browser">As for the challenge.</param>
    public PasskeyLogin LogIn(
        Passkey passkey, ReadOnlySpan<byte> credentialId, ReadOnlySpan<byte> clientDataJson, ReadOnlySpan<byte> authenticatorData, ReadOnlySpan<byte> signature, string? browser = null)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        var status = CheckClientData(clientDataJson, "webauthn.get", passkey.AccountId, registers: false, browser, out var challenge);
        if (status != PasskeyStatus.Accepted) return new PasskeyLogin(status);
        if (!credentialId.SequenceEqual(passkey.CredentialId.ToArray())) return new PasskeyLogin(PasskeyStatus.WrongCredential);
        if (AuthenticatorData.Read(authenticatorData) is not { } data) return new PasskeyLogin(PasskeyStatus.MalformedAuthenticatorData);
        status = CheckFlags(data);
        if (status != PasskeyStatus.Accepted) return new PasskeyLogin(status);
        // §7.2 step 18: whether it may be backed up is a property of the credential.
        if (data.Flags.HasFlag(PasskeyFlags.BackupEligible) != passkey.BackupEligible) return new PasskeyLogin(PasskeyStatus.BadBackupFlags);
        if (!CoseKey.TryRead(passkey.PublicKey.ToArray(), out var key)) return new PasskeyLogin(PasskeyStatus.UnsupportedKey);
        if (signature.Length > LongestSignatureBytes) return new PasskeyLogin(PasskeyStatus.BadSignature);
        // §7.2 steps 20 and 21: over the authenticator data and the hash of the client data.
        byte[] signed = [.. authenticatorData, .. SHA256.HashData(clientDataJson)];
        if (!key!.Verify(signed, signature, _ed25519)) return new PasskeyLogin(PasskeyStatus.BadSignature);
        status = _challenges.Use(challenge);
        if (status != PasskeyStatus.Accepted) return new PasskeyLogin(status);
        // §7.2 step 22: both 0 means that the authenticator has no counter.
        var wentBack = (data.SignCount != 0 || passkey.SignCount != 0) && data.SignCount <= passkey.SignCount;
        var updated = passkey with { SignCount = Math.Max(data.SignCount, passkey.SignCount), BackedUp = data.Flags.HasFlag(PasskeyFlags.BackedUp) };
        return new PasskeyLogin(wentBack ? PasskeyStatus.CounterWentBack : PasskeyStatus.Accepted, updated, data.Flags.HasFlag(PasskeyFlags.UserVerified), data.SignCount);
    }

    private PasskeyStatus CheckClientData(ReadOnlySpan<byte> json, string type, string accountId, bool registers, string? browser, out byte[] challenge)
    {
        challenge = [];
        if (ClientData.Read(json) is not { } client) return PasskeyStatus.MalformedClientData;
        if (client.Type != type) return PasskeyStatus.WrongType;
        challenge = client.Challenge;
        var status = _challenges.Check(challenge, accountId, registers, browser);
        if (status != PasskeyStatus.Accepted) return status;
        if (!_options.Origins.Contains(client.Origin, StringComparer.Ordinal)) return PasskeyStatus.WrongOrigin;
        return client.CrossOrigin ? PasskeyStatus.CrossOrigin : PasskeyStatus.Accepted;
    }

    private PasskeyStatus CheckFlags(AuthenticatorData data)
    {
        if (!CryptographicOperations.FixedTimeEquals(data.RpIdHash, _rpIdHash)) return PasskeyStatus.WrongRpId;
        if (!data.Flags.HasFlag(PasskeyFlags.UserPresent)) return PasskeyStatus.UserNotPresent;
        if (_options.RequireUserVerification && !data.Flags.HasFlag(PasskeyFlags.UserVerified)) return PasskeyStatus.UserNotVerified;
        return data.Flags.HasFlag(PasskeyFlags.BackedUp) && !data.Flags.HasFlag(PasskeyFlags.BackupEligible) ? PasskeyStatus.BadBackupFlags : PasskeyStatus.Accepted;
    }
}
