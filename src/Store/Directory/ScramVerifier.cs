using System.Security.Cryptography;

namespace Sekisho.Store.Directory;

/// <summary>
/// What is kept instead of a password (RFC 5802 §3, RFC 7677): with it a login can be checked, but nobody can log in
/// with it elsewhere without guessing the password.
/// </summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Iterations">How slow the derivation is made.</param>
/// <param name="StoredKey">SHA-256 of the client key.</param>
/// <param name="ServerKey">Proves to the client that the server knows the verifier.</param>
internal sealed record ScramVerifier(byte[] Salt, int Iterations, byte[] StoredKey, byte[] ServerKey)
{
    public const int SaltBytes = 16;

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

    /// <summary>Whether the proof shows the client key (RFC 5802 §3: ClientKey := ClientProof XOR ClientSignature).</summary>
    public bool Accepts(ReadOnlySpan<byte> authMessage, ReadOnlySpan<byte> proof)
    {
        var clientKey = HMACSHA256.HashData(StoredKey, authMessage);
        if (proof.Length != clientKey.Length) return false;
        for (var i = 0; i < clientKey.Length; i++) clientKey[i] ^= proof[i];
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), StoredKey);
    }

    public byte[] ServerSignature(ReadOnlySpan<byte> authMessage) => HMACSHA256.HashData(ServerKey, authMessage);
}
