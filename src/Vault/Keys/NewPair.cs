using System.Security.Cryptography;

namespace Sekisho.Vault.Keys;

/// <summary>A key pair just made; the private key is wiped by <see cref="Wrap"/>.</summary>
internal sealed class NewPair
{
    private readonly byte[] _private;

    private NewPair(byte[] point, byte[] @private, long mark) => (Point, _private, Mark) = (point, @private, mark);

    /// <summary>The public point: x and y.</summary>
    public byte[] Point { get; }

    /// <summary>The random half of its name.</summary>
    public long Mark { get; }

    /// <summary>Makes one.</summary>
    public static NewPair Make()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        Span<byte> mark = stackalloc byte[8];
        RandomNumberGenerator.Fill(mark);
        return new NewPair([.. parameters.Q.X!, .. parameters.Q.Y!], parameters.D!, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(mark));
    }

    /// <summary>Wraps the private key for its row.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> tenantKey, KeyPairKind kind, long tenant, long owner)
    {
        var wrapped = KeyWrap.Seal(tenantKey, KeyPairs.ContextOf(kind, tenant, owner), Mark, _private);
        CryptographicOperations.ZeroMemory(_private);
        return wrapped;
    }
}
