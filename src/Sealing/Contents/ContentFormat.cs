using System.Buffers.Binary;

namespace Sekisho.Sealing.Contents;

/// <summary>
/// The form of a sealed content: version (1), nonce prefix (7, random), then chunks of 64 KiB plain bytes, each followed by its
/// tag (16). The nonce of a chunk is prefix, counter (4) and 1 for the last chunk, else 0: the STREAM construction (Hoang,
/// Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015). So a
/// chunk that is missing, moved, repeated or added does not open. There is always a last chunk, which may be empty.
/// </summary>
public static class ContentFormat
{
    /// <summary>How many plain bytes a chunk has; the last has 0 to this many.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>How many bytes stand before the first chunk.</summary>
    public const int HeaderBytes = 1 + PrefixBytes;

    /// <summary>How many bytes follow each chunk.</summary>
    public const int TagBytes = 16;

    internal const byte Version = 1;
    internal const int PrefixBytes = 7;
    internal const int NonceBytes = PrefixBytes + 5;

    /// <summary>The counter has 32 bits: 256 TiB, which no message reaches.</summary>
    internal const uint MostChunks = uint.MaxValue;

    /// <summary>How long a content of <paramref name="plainBytes"/> is when it is sealed.</summary>
    public static long SealedLength(long plainBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plainBytes);
        var chunks = Math.Max(1, (plainBytes + ChunkBytes - 1) / ChunkBytes);
        return HeaderBytes + plainBytes + (chunks * TagBytes);
    }

    internal static void SetNonce(Span<byte> nonce, uint counter, bool last)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce[PrefixBytes..], counter);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
