using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sekisho.Identity.BreachedPasswords;

/// <summary>
/// A list of leaked passwords as parts of sorted SHA-1 hashes: about three bytes a password, two short reads a look-up,
/// no network. Made with <see cref="BuildBreachedPasswords"/>. Safe for many threads if its source is.
/// </summary>
public sealed class BreachedPasswordFile
{
    /// <summary>The most entries of one bucket. Hashes are even: a fuller one is a forged file that would make a look-up slow.</summary>
    public const int MostInBucket = 4096;

    private readonly IByteRanges _source;
    private readonly BreachedPasswordHeader _header;
    private readonly byte[] _contentHash;

    private BreachedPasswordFile(IByteRanges source, BreachedPasswordHeader header, byte[] contentHash)
    {
        _source = source;
        _header = header;
        _contentHash = contentHash;
    }

    /// <summary>How many passwords are on the list.</summary>
    public long Entries => _header.Entries;

    /// <summary>The chance that a password which is not on the list is taken for one: entries / 2^(bits kept).</summary>
    public double FalsePositiveRate => _header.Entries / Math.Pow(2, _header.BucketBits + (8 * _header.SuffixBytes));

    /// <summary>Opens a list.</summary>
    /// <param name="source">The bytes; must stay usable.</param>
    /// <returns>Null when the head is damaged or of another version, or the length does not fit.</returns>
    public static BreachedPasswordFile? Open(IByteRanges source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> head = stackalloc byte[BreachedPasswordHeader.Bytes];
        if (!source.TryRead(0, head) || !BreachedPasswordHeader.TryRead(head, out var header, out var contentHash)) return null;
        return header.FileBytes == source.Length ? new BreachedPasswordFile(source, header, contentHash) : null;
    }

    /// <summary>Looks a password up.</summary>
    /// <param name="password">Its bytes in UTF-8.</param>
    public BreachLookup Find(ReadOnlySpan<byte> password)
    {
        // Not for security: SHA-1 is the form in which such lists are published.
#pragma warning disable CA5350
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(password, hash);
#pragma warning restore CA5350
        return FindHash(hash);
    }

    /// <summary>Looks a SHA-1 up.</summary>
    /// <param name="hash">At least 8 bytes of it.</param>
    public BreachLookup FindHash(ReadOnlySpan<byte> hash)
    {
        var prefix = BinaryPrimitives.ReadUInt64BigEndian(hash);
        Span<byte> bounds = stackalloc byte[2 * sizeof(long)];
        if (!_source.TryRead(BreachedPasswordHeader.Bytes + (_header.BucketOf(prefix) * sizeof(long)), bounds)) return BreachLookup.Damaged;
        var from = BinaryPrimitives.ReadInt64BigEndian(bounds);
        var to = BinaryPrimitives.ReadInt64BigEndian(bounds[sizeof(long)..]);
        if (from < 0 || from > to || to > _header.Entries || to - from > MostInBucket) return BreachLookup.Damaged;
        if (from == to) return BreachLookup.NotListed;

        Span<byte> room = stackalloc byte[MostInBucket * BreachedPasswordHeader.MostSuffixBytes];
        var bucket = room[..((int)(to - from) * _header.SuffixBytes)];
        if (!_source.TryRead(_header.EntriesAt + (from * _header.SuffixBytes), bucket)) return BreachLookup.Damaged;
        Span<byte> wanted = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(wanted, _header.SuffixOf(prefix));
        wanted = wanted[(sizeof(uint) - _header.SuffixBytes)..];
        for (var at = 0; at < bucket.Length; at += _header.SuffixBytes)
            if (bucket.Slice(at, _header.SuffixBytes).SequenceEqual(wanted)) return BreachLookup.Listed;
        return BreachLookup.NotListed;
    }

    /// <summary>Reads the whole list and compares it with the hash in its head: seconds to minutes, for after a copy.</summary>
    public bool IsWhole(CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (long at = BreachedPasswordHeader.Bytes; at < _source.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, _source.Length - at));
            if (!_source.TryRead(at, part)) return false;
            hash.AppendData(part);
            at += part.Length;
        }

        return hash.GetHashAndReset().AsSpan().SequenceEqual(_contentHash);
    }
}
