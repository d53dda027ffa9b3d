using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Sealing.Boxes;

/// <summary>
/// A secret sealed to a public key: the header (97 bytes), the ciphertext (as long as the secret) and the tag (16 bytes) of
/// AES-256-GCM. The header is authenticated with it. The nonce of AES-GCM is zero: a box's key encrypts once.
/// </summary>
public sealed class SealedBox
{
    /// <summary>The longest secret: keys, summaries and replies are sealed in boxes, contents are not.</summary>
    public const int MaxSecretBytes = 64 * 1024;

    /// <summary>The longest context.</summary>
    public const int MaxContextBytes = 128;

    /// <summary>How much longer a box is than its secret.</summary>
    public const int OverheadBytes = BoxHeader.Length + TagBytes;

    internal const int TagBytes = 16;

    private readonly ReadOnlyMemory<byte> _sealed;

    private SealedBox(BoxHeader header, ReadOnlyMemory<byte> sealedBytes)
    {
        Header = header;
        _sealed = sealedBytes;
    }

    /// <summary>What the vault is given.</summary>
    public BoxHeader Header { get; }

    internal static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Reads a box; false for what has not its form. Whether it was changed is found out by opening it.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out SealedBox? box)
    {
        box = null;
        if (bytes.Length is < OverheadBytes or > OverheadBytes + MaxSecretBytes) return false;
        if (!BoxHeader.TryParse(bytes[..BoxHeader.Length], out var header)) return false;
        box = new SealedBox(header, bytes[BoxHeader.Length..]);
        return true;
    }

    /// <summary>Opens the box.</summary>
    /// <returns>The secret; null when the key is not this box's, or the box was changed.</returns>
    public SecretBytes? Open(BoxKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var length = _sealed.Length - TagBytes;
        var secret = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        using var aes = new AesGcm(key.Span, TagBytes);
        try
        {
            aes.Decrypt(Nonce, _sealed.Span[..length], _sealed.Span[length..], secret, Header.Bytes.Span);
            return SecretBytes.Take(secret);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
