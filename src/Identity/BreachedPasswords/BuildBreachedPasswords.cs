using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Sekisho.Identity.Passwords;

namespace Sekisho.Identity.BreachedPasswords;

/// <summary>Builds the file of leaked passwords, from the public form ("SHA1:count" lines ordered by hash) or from a plain list.</summary>
public static class BuildBreachedPasswords
{
    /// <summary>The most passwords of a plain list, which is sorted in memory (8 bytes each).</summary>
    public const int MostPlain = 100_000_000;

    /// <summary>The longest line, in characters; a longer one of a plain list is skipped, since no password is so long.</summary>
    public const int LongestLine = PasswordText.LongestCharacters;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");

    private const int HashDigits = 40;
    private const int EntriesInBucket = 32;
    private const int SuffixBytes = 3;

    /// <summary>From lines of 40 hexadecimal digits, a colon and a count, in the order of the hashes. Streams; memory does not grow with the list but for the index (8 bytes for 32 entries).</summary>
    /// <param name="lines">The list.</param>
    /// <param name="expectedEntries">About how many: it sets the number of buckets; a list of ten times as many still works.</param>
    /// <param name="leastCount">Passwords seen less often are left out.</param>
    /// <param name="file">Seekable, written from where it stands at 0.</param>
    public static BreachedBuild FromHashes(TextReader lines, long expectedEntries, long leastCount, Stream file)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var writer = new Writer(expectedEntries, file);
        ulong last = 0;
        long number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            if (!TryParse(line, out var prefix, out var count)) return new BreachedBuild(BreachedBuildStatus.BadLine, 0, number);
            if (prefix < last) return new BreachedBuild(BreachedBuildStatus.NotSorted, 0, number);
            last = prefix;
            if (count >= leastCount && !writer.Add(prefix)) return new BreachedBuild(BreachedBuildStatus.NotHashes, 0, number);
        }

        return new BreachedBuild(BreachedBuildStatus.Done, writer.Finish());
    }

    /// <summary>From a list with one password a line, in any order, twice or not.</summary>
    /// <param name="lines">The list.</param>
    /// <param name="file">Seekable, written from where it stands at 0.</param>
    public static BreachedBuild FromPasswords(TextReader lines, Stream file) => FromPasswords(lines, file, MostPlain);

    internal static BreachedBuild FromPasswords(TextReader lines, Stream file, int most)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var prefixes = new List<ulong>();
        long number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length is 0 or > LongestLine || PasswordText.Prepare(line) is not { } password) continue;
            if (prefixes.Count >= most) return new BreachedBuild(BreachedBuildStatus.TooMany, 0, number);
#pragma warning disable CA5350 // Not for security: the form of the public lists.
            prefixes.Add(BinaryPrimitives.ReadUInt64BigEndian(SHA1.HashData(password)));
#pragma warning restore CA5350
        }

        prefixes.Sort();
        var writer = new Writer(prefixes.Count, file);
        foreach (var prefix in prefixes)
            if (!writer.Add(prefix)) return new BreachedBuild(BreachedBuildStatus.NotHashes, 0);
        return new BreachedBuild(BreachedBuildStatus.Done, writer.Finish());
    }

    private static bool TryParse(string line, out ulong prefix, out long count)
    {
        prefix = 0;
        count = 0;
        if (line.Length is < HashDigits + 2 or > LongestLine || line[HashDigits] != ':') return false;
        return !line.AsSpan(16, HashDigits - 16).ContainsAnyExcept(HexDigits)
            && ulong.TryParse(line.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out prefix)
            && long.TryParse(line.AsSpan(HashDigits + 1), NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    // Entries first, the index and the head when all are there.
    private sealed class Writer
    {
        private readonly Stream _file;
        private readonly BreachedPasswordHeader _shape;
        private readonly long[] _ends;
        private readonly byte[] _buffer = new byte[SuffixBytes << 16];
        private int _buffered;
        private long _entries;
        private long _bucket;
        private ulong _last;

        public Writer(long expectedEntries, Stream file)
        {
            var bits = 0;
            while (bits < BreachedPasswordHeader.MostBucketBits && expectedEntries >> bits > EntriesInBucket) bits++;
            _file = file;
            _shape = new BreachedPasswordHeader(bits, SuffixBytes, 0);
            _ends = new long[1L << bits];
            _file.Position = _shape.EntriesAt;
        }

        /// <summary>False when a bucket is fuller than even hashes would make it.</summary>
        public bool Add(ulong prefix)
        {
            if (_entries > 0 && prefix == _last) return true;
            _last = prefix;
            var bucket = _shape.BucketOf(prefix);
            while (_bucket < bucket) _ends[_bucket++] = _entries;
            if (_entries - (bucket == 0 ? 0 : _ends[bucket - 1]) >= BreachedPasswordFile.MostInBucket) return false;
            if (_buffered == _buffer.Length) Flush();
            var suffix = _shape.SuffixOf(prefix);
            for (var i = SuffixBytes - 1; i >= 0; i--) _buffer[_buffered++] = (byte)(suffix >> (8 * i));
            _entries++;
            return true;
        }

        public long Finish()
        {
            Flush();
            _ends.AsSpan((int)_bucket).Fill(_entries);
            _file.SetLength(_file.Position);
            _file.Position = BreachedPasswordHeader.Bytes;
            // The first bucket begins at 0; each other one where the one before it ends.
            var index = new byte[sizeof(long) << 13];
            var filled = sizeof(long);
            foreach (var end in _ends)
            {
                if (filled == index.Length)
                {
                    _file.Write(index);
                    filled = 0;
                }

                BinaryPrimitives.WriteInt64BigEndian(index.AsSpan(filled), end);
                filled += sizeof(long);
            }

            _file.Write(index, 0, filled);
            _file.Position = BreachedPasswordHeader.Bytes;
            var contentHash = SHA256.HashData(_file);
            Span<byte> head = stackalloc byte[BreachedPasswordHeader.Bytes];
            (_shape with { Entries = _entries }).Write(head, contentHash);
            _file.Position = 0;
            _file.Write(head);
            _file.Flush();
            return _entries;
        }

        private void Flush()
        {
            _file.Write(_buffer, 0, _buffered);
            _buffered = 0;
        }
    }
}
