using System.Security.Cryptography;

namespace Sekisho.Sealing.Boxes;

/// <summary>
/// A record under a secret key of a message (AES-256-GCM): version (1), nonce (12, random), ciphertext, tag (16). Each purpose
/// has its own key, made from the message's by HKDF-Expand (RFC 5869 §2.3); the context is authenticated. A key of a message
/// seals few records, so random nonces do not meet.
/// </summary>
public static class SealedRecord
{
    /// <summary>How much longer a record is than what is in it.</summary>
    public const int OverheadBytes = 1 + NonceBytes + TagBytes;

    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals a record.</summary>
    /// <param name="key">The message's key, 32 bytes.</param>
    /// <param name="purpose">What the record is for.</param>
    /// <param name="context">What it belongs to: only the same opens it.</param>
    /// <param name="bytes">The record.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, SealPurpose purpose, ReadOnlySpan<byte> context, ReadOnlySpan<byte> bytes)
    {
        var record = new byte[OverheadBytes + bytes.Length];
        record[0] = Version;
        var nonce = record.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> own = stackalloc byte[32];
        Subkey(key, purpose, own);
        using (var aes = new AesGcm(own, TagBytes))
            aes.Encrypt(nonce, bytes, record.AsSpan(1 + NonceBytes, bytes.Length), record.AsSpan(1 + NonceBytes + bytes.Length), context);
        CryptographicOperations.ZeroMemory(own);
        return record;
    }

    /// <summary>Opens a record.</summary>
    /// <returns>What is in it; null when it is no record of this key, purpose and context, or was changed.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, SealPurpose purpose, ReadOnlySpan<byte> context, ReadOnlySpan<byte> record)
    {
        if (record.Length < OverheadBytes || record[0] != Version) return null;
        var bytes = new byte[record.Length - OverheadBytes];
        Span<byte> own = stackalloc byte[32];
        Subkey(key, purpose, own);
        using var aes = new AesGcm(own, TagBytes);
        CryptographicOperations.ZeroMemory(own);
        try
        {
            aes.Decrypt(record.Slice(1, NonceBytes), record.Slice(1 + NonceBytes, bytes.Length), record[^TagBytes..], bytes, context);
            return bytes;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>The key of one purpose.</summary>
    internal static void Subkey(ReadOnlySpan<byte> key, SealPurpose purpose, Span<byte> own)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 32, nameof(key));
        Span<byte> info = stackalloc byte[32];
        var label = "sekisho record"u8;
        label.CopyTo(info);
        info[label.Length] = (byte)purpose;
        HKDF.Expand(HashAlgorithmName.SHA256, key, own, info[..(label.Length + 1)]);
    }
}
