using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Sekisho.Sealing.Keys;

/// <summary>A public key that boxes are sealed to: a point of P-256 (FIPS 186-5, SEC 1 §2.3.3 without the first byte) and its name.</summary>
public sealed class SealingPublicKey
{
    /// <summary>How many bytes the point has: x and y, 32 each.</summary>
    public const int PointBytes = 64;

    private readonly byte[] _point;

    internal SealingPublicKey(KeyId id, byte[] point)
    {
        Id = id;
        _point = point;
    }

    /// <summary>The key's name.</summary>
    public KeyId Id { get; }

    /// <summary>The point: x and y, 32 bytes each.</summary>
    public ReadOnlySpan<byte> Point => _point;

    /// <summary>
    /// Takes what has the form of a public key. Whether the point is on the curve is asked by <see cref="IsOnCurve"/>, which
    /// whoever takes keys from elsewhere does once; the derivations refuse a point that is not.
    /// </summary>
    public static bool TryRead(KeyId id, ReadOnlySpan<byte> point, [NotNullWhen(true)] out SealingPublicKey? key)
    {
        key = point.Length == PointBytes ? new SealingPublicKey(id, point.ToArray()) : null;
        return key is not null;
    }

    /// <summary>Whether the point is one of the curve.</summary>
    public bool IsOnCurve()
    {
        using var point = PointOf(_point);
        return point is not null;
    }

    /// <summary>The point as the platform's key; null for one that is not on the curve.</summary>
    internal static ECDiffieHellman? PointOf(ReadOnlySpan<byte> point)
    {
        try
        {
            return ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[..32].ToArray(), Y = point[32..].ToArray() },
            });
        }
        catch (CryptographicException)
        {
            // The platform has no other way to say that the point is on no curve (an invalid-curve attack, or damage).
            return null;
        }
    }
}
