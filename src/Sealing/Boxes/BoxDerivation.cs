using System.Security.Cryptography;
using Sekisho.Sealing.Keys;

namespace Sekisho.Sealing.Boxes;

/// <summary>
/// The key of a box: HKDF-SHA256 (RFC 5869) of the shared secret, with the box nonce as salt and purpose, key id and context
/// as info. Every box has its own nonce, so every key is used for one encryption.
/// </summary>
internal static class BoxDerivation
{
    public static void Derive(ReadOnlySpan<byte> shared, KeyId keyId, ReadOnlySpan<byte> nonce, SealPurpose purpose, ReadOnlySpan<byte> context, Span<byte> key)
    {
        Span<byte> info = stackalloc byte[SealedBox.MaxContextBytes + 32];
        var label = "sekisho box"u8;
        label.CopyTo(info);
        info[label.Length] = (byte)purpose;
        keyId.WriteTo(info[(label.Length + 1)..]);
        var length = label.Length + 1 + KeyId.Length;
        context.CopyTo(info[length..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, nonce, info[..(length + context.Length)]);
    }
}
