using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Keys;

namespace Sekisho.Identity.Passwords;

/// <summary>
/// Makes and checks password verifiers: PBKDF2-HMAC-SHA512 (RFC 8018 §5.2), then HMAC-SHA256 under the pepper key. Every
/// check costs the same, whether the account exists, has a password or has an old record. Safe for many threads.
/// </summary>
/// <param name="parameters">For new verifiers.</param>
/// <param name="peppers">The pepper keys; kept apart from the records.</param>
/// <param name="gate">Where derivations wait for their turn.</param>
public sealed class PasswordHasher(PasswordParameters parameters, KeyRing peppers, HashingGate gate)
{
    /// <summary>The longest account identifier, in bytes of UTF-8.</summary>
    public const int LongestAccountId = 512;

    private const int DerivedBytes = SHA512.HashSizeInBytes;

    // Stands in where an account has no verifier. No password fits: its hash is random and was never derived.
    private readonly PasswordVerifier _nobody = new(
        parameters.Iterations, peppers.CurrentId, RandomNumberGenerator.GetBytes(parameters.SaltBytes), RandomNumberGenerator.GetBytes(PasswordVerifier.HashBytes));

    /// <summary>Makes a verifier with a new salt. Whether the password is good enough is <see cref="PasswordPolicy"/>'s to say.</summary>
    /// <param name="accountId">An identifier that the account keeps for life; the verifier works for it alone.</param>
    /// <param name="password">As typed.</param>
    /// <param name="lane">Which queue of the gate.</param>
    /// <param name="cancellation">Stops waiting; a derivation that has begun goes on.</param>
    public async ValueTask<NewPassword> NewAsync(string accountId, string password, HashingLane lane, CancellationToken cancellation = default)
    {
        CheckId(accountId);
        if (PasswordText.Prepare(password) is not { } bytes) return new NewPassword(null);
        try
        {
            var made = await gate.RunAsync(lane, () => Make(accountId, bytes), cancellation).ConfigureAwait(false);
            return new NewPassword(made.Value, made.Busy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Checks a password, and makes the verifier anew where today's parameters are stronger.</summary>
    /// <param name="accountId">The account's identifier; for an unknown account what was typed, cut to the limit.</param>
    /// <param name="verifier">The account's verifier; null for an account without one or no account at all.</param>
    /// <param name="password">As typed.</param>
    /// <param name="lane">Which queue of the gate.</param>
    /// <param name="cancellation">Stops waiting; a derivation that has begun goes on.</param>
    public async ValueTask<PasswordCheck> CheckAsync(
        string accountId, PasswordVerifier? verifier, string password, HashingLane lane, CancellationToken cancellation = default)
    {
        CheckId(accountId);
        if (PasswordText.Prepare(password) is not { } bytes) return new PasswordCheck(PasswordCheckStatus.NotAPassword);
        try
        {
            var (busy, status) = await gate.RunAsync(lane, () => Check(accountId, verifier, bytes), cancellation).ConfigureAwait(false);
            if (busy) return new PasswordCheck(PasswordCheckStatus.Busy);
            if (status != PasswordCheckStatus.RightAndOutdated) return new PasswordCheck(status);
            var made = await gate.RunAsync(lane, () => Make(accountId, bytes), cancellation).ConfigureAwait(false);
            return new PasswordCheck(status, made.Value);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Whether a verifier is weaker than today's parameters or under an old pepper.</summary>
    public bool IsOutdated(PasswordVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        return verifier.Iterations < parameters.Iterations || verifier.Salt.Length < parameters.SaltBytes || verifier.PepperId != peppers.CurrentId;
    }

    private PasswordVerifier Make(string accountId, byte[] password)
    {
        var salt = RandomNumberGenerator.GetBytes(parameters.SaltBytes);
        var hash = new byte[PasswordVerifier.HashBytes];
        var pepperId = peppers.CurrentId;
        // The current key can change, but not leave the ring between the two calls without being made non-current first.
        if (!TryHash(accountId, password, salt, parameters.Iterations, pepperId, hash)) throw new InvalidOperationException("The current pepper key is not in its ring.");
        return new PasswordVerifier(parameters.Iterations, pepperId, salt, hash);
    }

    private PasswordCheckStatus Check(string accountId, PasswordVerifier? verifier, byte[] password)
    {
        var against = verifier ?? _nobody;
        Span<byte> hash = stackalloc byte[PasswordVerifier.HashBytes];
        var peppered = TryHash(accountId, password, against.Salt, against.Iterations, against.PepperId, hash);
        // An old record with fewer iterations would answer sooner and so tell that the account exists: spend the rest.
        var missing = parameters.Iterations - against.Iterations;
        if (missing > 0) Spend(password, missing);
        if (!peppered) return verifier is null ? PasswordCheckStatus.Wrong : PasswordCheckStatus.PepperMissing;
        var same = CryptographicOperations.FixedTimeEquals(hash, against.Hash);
        if (!same || verifier is null) return PasswordCheckStatus.Wrong;
        return IsOutdated(verifier) ? PasswordCheckStatus.RightAndOutdated : PasswordCheckStatus.Right;
    }

    private bool TryHash(string accountId, byte[] password, byte[] salt, int iterations, uint pepperId, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[Label.Length + sizeof(int) + LongestAccountId + DerivedBytes];
        Label.CopyTo(input);
        var idBytes = Encoding.UTF8.GetBytes(accountId, input[(Label.Length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(input[Label.Length..], idBytes);
        var end = Label.Length + sizeof(int) + idBytes;
        Rfc2898DeriveBytes.Pbkdf2(password, salt, input.Slice(end, DerivedBytes), iterations, HashAlgorithmName.SHA512);
        var known = peppers.TryMac(pepperId, input[..(end + DerivedBytes)], hash);
        CryptographicOperations.ZeroMemory(input);
        return known;
    }

    private static ReadOnlySpan<byte> Label => "sekisho password v1\0"u8;

    private void Spend(byte[] password, int iterations)
    {
        Span<byte> ignored = stackalloc byte[DerivedBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, _nobody.Salt, ignored, iterations, HashAlgorithmName.SHA512);
        CryptographicOperations.ZeroMemory(ignored);
    }

    private static void CheckId(string accountId)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        if (Encoding.UTF8.GetByteCount(accountId) > LongestAccountId) throw new ArgumentException($"An account's identifier has at most {LongestAccountId} bytes.", nameof(accountId));
    }
}
