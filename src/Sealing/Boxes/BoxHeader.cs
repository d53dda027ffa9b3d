using System.Diagnostics.CodeAnalysis;
using Sekisho.Sealing.Keys;

namespace Sekisho.Sealing.Boxes;

/// <summary>
/// The part of a box that the vault needs to derive the box's key, and that tells it nothing of the content. 97 bytes:
/// version (1), key id (16), box nonce (16), ephemeral point (64).
/// </summary>
public sealed class BoxHeader
{
    /// <summary>How many bytes.</summary>
    public const int Length = 1 + KeyId.Length + NonceLength + SealingPublicKey.PointBytes;

    internal const byte Version = 1;
    internal const int NonceLength = 16;
    private const int NonceAt = 1 + KeyId.Length;
    private const int PointAt = NonceAt + NonceLength;

    private readonly ReadOnlyMemory<byte> _bytes;

    private BoxHeader(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        KeyId = KeyId.Read(bytes.Span[1..]);
    }

    /// <summary>The key that the box is sealed to.</summary>
    public KeyId KeyId { get; }

    /// <summary>The 97 bytes, as a call carries them.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    internal ReadOnlySpan<byte> Nonce => _bytes.Span.Slice(NonceAt, NonceLength);

    internal ReadOnlySpan<byte> Point => _bytes.Span[PointAt..];

    /// <summary>Reads a header; false for anything but 97 bytes of a version that is known.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out BoxHeader? header)
    {
        header = bytes.Length == Length && bytes.Span[0] == Version ? new BoxHeader(bytes) : null;
        return header is not null;
    }

    internal static void Write(Span<byte> destination, KeyId keyId, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> point)
    {
        destination[0] = Version;
        keyId.WriteTo(destination[1..]);
        nonce.CopyTo(destination[NonceAt..]);
        point.CopyTo(destination[PointAt..]);
    }
}
