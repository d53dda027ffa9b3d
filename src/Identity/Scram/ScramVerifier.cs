using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Sekisho.Identity.Passwords;

namespace Sekisho.Identity.Scram;

/// <summary>
/// What is kept instead of a password for SCRAM-SHA-256 (RFC 5802 §3, RFC 7677): with it a login can be checked, but
/// nobody can log in with it elsewhere without guessing the password. Who has it can pretend to be this server.
/// </summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Iterations">How slow the derivation is made.</param>
/// <param name="StoredKey">SHA-256 of the client key.</param>
/// <param name="ServerKey">Proves to the client that the server knows the verifier.</param>
public sealed record ScramVerifier(byte[] Salt, int Iterations, byte[] StoredKey, byte[] ServerKey)
{
    /// <summary>The length of the salt of new verifiers, in bytes.</summary>
    public const int SaltBytes = 16;

    /// <summary>The fewest iterations that the standard allows (RFC 7677 §4).</summary>
    public const int LeastIterations = 4096;

    /// <summary>More iterations in a record are refused: a forged record would make one login cost minutes.</summary>
    public const int MostIterations = PasswordParameters.MostIterations;

    /// <summary>The longest record, in characters.</summary>
    public const int LongestText = 512;

    private const string Scheme = "SCRAM-SHA-256$";

    /// <summary>Derives a verifier: slow on purpose, so call it through <see cref="HashingGate"/>.</summary>
    /// <param name="password">The prepared password (<see cref="PasswordText.Prepare"/>); not wiped here.</param>
    /// <param name="salt">Random, at least 8 bytes.</param>
    /// <param name="iterations">How many rounds of PBKDF2-HMAC-SHA-256.</param>
    public static ScramVerifier Derive(ReadOnlySpan<byte> password, byte[] salt, int iterations)
    {
        Span<byte> salted = stackalloc byte[SHA256.HashSizeInBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, salted, iterations, HashAlgorithmName.SHA256);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var verifier = new ScramVerifier(salt, iterations, SHA256.HashData(clientKey), HMACSHA256.HashData(salted, "Server Key"u8));
        CryptographicOperations.ZeroMemory(salted);
        CryptographicOperations.ZeroMemory(clientKey);
        return verifier;
    }

    /// <summary>Reads a record of the form of RFC 5803 §2: <c>SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY</c>, base64.</summary>
    /// <returns>False for anything else: wrong lengths, fewer iterations than <see cref="LeastIterations"/>, more than <see cref="MostIterations"/>.</returns>
    public static bool TryParse(string? text, out ScramVerifier? verifier)
    {
        verifier = null;
        if (text is null || text.Length > LongestText || !text.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        var parts = text[Scheme.Length..].Split(':', '$');
        if (parts.Length != 4 || text.AsSpan(Scheme.Length).IndexOf('$') != parts[0].Length + 1 + parts[1].Length) return false;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return false;
        if (iterations is < LeastIterations or > MostIterations) return false;
        if (Decode(parts[1]) is not { Length: >= 8 and <= 64 } salt) return false;
        if (Decode(parts[2]) is not { Length: SHA256.HashSizeInBytes } storedKey) return false;
        if (Decode(parts[3]) is not { Length: SHA256.HashSizeInBytes } serverKey) return false;
        verifier = new ScramVerifier(salt, iterations, storedKey, serverKey);
        return true;
    }

    /// <summary>The record to store: the form that <see cref="TryParse"/> reads.</summary>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scheme}{Iterations}:{Convert.ToBase64String(Salt)}${Convert.ToBase64String(StoredKey)}:{Convert.ToBase64String(ServerKey)}");

    /// <summary>Whether the proof shows the client key (RFC 5802 §3: ClientKey := ClientProof XOR ClientSignature).</summary>
    /// <param name="authMessage">The AuthMessage of both sides.</param>
    /// <param name="proof">32 bytes; any other length is refused.</param>
    public bool Accepts(ReadOnlySpan<byte> authMessage, ReadOnlySpan<byte> proof)
    {
        var clientKey = HMACSHA256.HashData(StoredKey, authMessage);
        if (proof.Length != clientKey.Length) return false;
        for (var i = 0; i < clientKey.Length; i++) clientKey[i] ^= proof[i];
        var good = CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), StoredKey);
        CryptographicOperations.ZeroMemory(clientKey);
        return good;
    }

    /// <summary>The server's proof that it knows the verifier (RFC 5802 §3).</summary>
    public byte[] ServerSignature(ReadOnlySpan<byte> authMessage) => HMACSHA256.HashData(ServerKey, authMessage);

    /// <summary>Names the type only: a verifier is never written to a log.</summary>
    public override string ToString() => nameof(ScramVerifier);

    private static byte[]? Decode(string text)
    {
        // White space is taken by the decoder and is not part of the form.
        if (text.AsSpan().ContainsAny(" \t\r\n") || !Base64.IsValid(text)) return null;
        return Convert.FromBase64String(text);
    }
}
