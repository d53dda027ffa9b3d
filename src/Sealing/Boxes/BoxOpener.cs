using System.Security.Cryptography;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Sealing.Boxes;

/// <summary>What the vault does: derives the key of one box from the private key and the box's header.</summary>
public static class BoxOpener
{
    /// <summary>The key of the box.</summary>
    /// <param name="pair">The key that the box is sealed to.</param>
    /// <param name="header">The box's header.</param>
    /// <param name="purpose">What the box is for. A wrong one gives a key that opens nothing.</param>
    /// <param name="context">What it belongs to, as at the sealing; at most <see cref="SealedBox.MaxContextBytes"/>.</param>
    /// <returns>Null when the box is sealed to another key, or its header holds no point of the curve.</returns>
    public static BoxKey? Derive(SealingKeyPair pair, BoxHeader header, SealPurpose purpose, ReadOnlySpan<byte> context)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(header);
        if (header.KeyId != pair.Id || context.Length > SealedBox.MaxContextBytes) return null;
        Span<byte> shared = stackalloc byte[32];
        Span<byte> key = stackalloc byte[BoxKey.Length];
        if (!pair.TryAgree(header.Point, shared)) return null;
        BoxDerivation.Derive(shared, pair.Id, header.Nonce, purpose, context, key);
        CryptographicOperations.ZeroMemory(shared);
        return new BoxKey(SecretBytes.Take(key));
    }
}
