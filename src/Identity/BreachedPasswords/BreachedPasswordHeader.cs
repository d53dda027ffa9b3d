using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sekisho.Identity.BreachedPasswords;

/// <summary>
/// The head of the file, 64 bytes, numbers big-endian:
/// 0 "SKBP", 4 version 1, 5 bucket bits, 6 suffix bytes, 7 zero, 8 entries (8 bytes), 16 SHA-256 of all that follows the
/// head, 48 first 16 bytes of the SHA-256 of bytes 0–47.
/// After it come 2^bits + 1 numbers of 8 bytes (at which entry each bucket begins, and the end), then the entries: of each
/// SHA-1 the bits after those of the bucket, sorted within the bucket.
/// </summary>
/// <param name="BucketBits">How many leading bits of a SHA-1 name the bucket.</param>
/// <param name="SuffixBytes">How many bytes of what follows are kept.</param>
/// <param name="Entries">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BreachedPasswordHeader(int BucketBits, int SuffixBytes, long Entries)
{
    public const int Bytes = 64;
    public const int MostBucketBits = 28;
    public const int MostSuffixBytes = 4;
    private const int ContentHashAt = 16;
    private const int OwnHashAt = 48;

    public long IndexBytes => ((1L << BucketBits) + 1) * sizeof(long);

    public long EntriesAt => Bytes + IndexBytes;

    public long FileBytes => EntriesAt + (Entries * SuffixBytes);

    /// <summary>The bucket of a hash of which the first eight bytes are <paramref name="prefix"/>.</summary>
    public long BucketOf(ulong prefix) => BucketBits == 0 ? 0 : (long)(prefix >> (64 - BucketBits));

    /// <summary>What is kept of it.</summary>
    public uint SuffixOf(ulong prefix) => (uint)(prefix << BucketBits >> (64 - (8 * SuffixBytes)));

    public void Write(Span<byte> head, ReadOnlySpan<byte> contentHash)
    {
        head[..Bytes].Clear();
        "SKBP"u8.CopyTo(head);
        head[4] = 1;
        head[5] = (byte)BucketBits;
        head[6] = (byte)SuffixBytes;
        BinaryPrimitives.WriteInt64BigEndian(head[8..], Entries);
        contentHash.CopyTo(head[ContentHashAt..]);
        SHA256.HashData(head[..OwnHashAt])[..(Bytes - OwnHashAt)].CopyTo(head[OwnHashAt..]);
    }

    /// <returns>False for anything that is not a whole head of this version.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, out BreachedPasswordHeader header, out byte[] contentHash)
    {
        header = default;
        contentHash = [];
        if (head.Length < Bytes || !head.StartsWith("SKBP"u8) || head[4] != 1 || head[7] != 0) return false;
        if (!SHA256.HashData(head[..OwnHashAt]).AsSpan(0, Bytes - OwnHashAt).SequenceEqual(head[OwnHashAt..Bytes])) return false;
        header = new BreachedPasswordHeader(head[5], head[6], BinaryPrimitives.ReadInt64BigEndian(head[8..]));
        contentHash = head.Slice(ContentHashAt, SHA256.HashSizeInBytes).ToArray();
        return header.BucketBits <= MostBucketBits && header.SuffixBytes is >= 1 and <= MostSuffixBytes && header.Entries is >= 0 and <= long.MaxValue / 16;
    }
}
