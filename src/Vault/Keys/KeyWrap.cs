using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Vault.Keys;

/// <summary>
/// How keys and records lie in the database: AES-256-GCM under a key of the level above; nonce (12, random), ciphertext,
/// tag (16). The context says what it is and whose, and is authenticated: a wrap that was moved to another row does not open.
/// </summary>
internal static class KeyWrap
{
    public const int KeyBytes = 32;
    public const int OverheadBytes = NonceBytes + TagBytes;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int LongestContext = 128;

    /// <summary>Seals bytes under a key.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="kind">What it is: ASCII, from the closed list of the callers.</param>
    /// <param name="number">Whose it is: the number of its row or owner.</param>
    /// <param name="bytes">What is sealed.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, string kind, long number, ReadOnlySpan<byte> bytes)
    {
        var wrapped = new byte[OverheadBytes + bytes.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        Span<byte> context = stackalloc byte[LongestContext];
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(wrapped.AsSpan(0, NonceBytes), bytes, wrapped.AsSpan(NonceBytes, bytes.Length), wrapped.AsSpan(NonceBytes + bytes.Length), Context(context, kind, number));
        return wrapped;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <returns>The bytes, which the caller wipes when they are a key; null when they were changed, moved, or sealed under another key.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, string kind, long number, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < OverheadBytes) return null;
        // Pinned: it may be a key, and the collector must leave no copies of those behind.
        var bytes = GC.AllocateUninitializedArray<byte>(wrapped.Length - OverheadBytes, pinned: wrapped.Length - OverheadBytes <= 2 * KeyBytes);
        Span<byte> context = stackalloc byte[LongestContext];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(wrapped[..NonceBytes], wrapped[NonceBytes..^TagBytes], wrapped[^TagBytes..], bytes, Context(context, kind, number));
            return bytes;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static Span<byte> Context(Span<byte> buffer, string kind, long number)
    {
        var length = Encoding.ASCII.GetBytes(kind, buffer);
        buffer[length] = 0;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(buffer[(length + 1)..], number);
        return buffer[..(length + 9)];
    }
}
