using System.Security.Cryptography;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Sealing.Keys;

/// <summary>A P-256 key pair that opens boxes. Not safe for use by two threads at once.</summary>
public sealed class SealingKeyPair : IDisposable
{
    /// <summary>How many bytes the private key has.</summary>
    public const int PrivateBytes = 32;

    private readonly ECDiffieHellman _key;

    private SealingKeyPair(KeyId id, ECDiffieHellman key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Public = new SealingPublicKey(id, [.. point.X!, .. point.Y!]);
    }

    /// <summary>The key's name.</summary>
    public KeyId Id => Public.Id;

    /// <summary>The half that everybody may have.</summary>
    public SealingPublicKey Public { get; }

    /// <summary>Makes a new pair under a new name.</summary>
    public static SealingKeyPair Create() => new(KeyId.New(), ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Takes a pair from its private key.</summary>
    /// <returns>Null when the bytes are no private key: not 32, zero, or not below the order of the curve.</returns>
    public static SealingKeyPair? Import(KeyId id, ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != PrivateBytes) return null;
        var number = GC.AllocateUninitializedArray<byte>(PrivateBytes, pinned: true);
        privateKey.CopyTo(number);
        try
        {
            return new SealingKeyPair(id, ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number }));
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }

    /// <summary>The private key, 32 bytes. Only the vault has use for it.</summary>
    public SecretBytes ExportPrivate() => SecretBytes.Take(_key.ExportParameters(includePrivateParameters: true).D);

    /// <summary>The shared secret with a point, 32 bytes into <paramref name="secret"/>; false for a point that is not on the curve.</summary>
    internal bool TryAgree(ReadOnlySpan<byte> point, Span<byte> secret)
    {
        using var other = SealingPublicKey.PointOf(point);
        if (other is null) return false;
        using var publicKey = other.PublicKey;
        var shared = _key.DeriveRawSecretAgreement(publicKey);
        shared.CopyTo(secret);
        CryptographicOperations.ZeroMemory(shared);
        return true;
    }

    /// <summary>Frees the private key; the platform clears it.</summary>
    public void Dispose() => _key.Dispose();
}
