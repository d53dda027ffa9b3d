using System.Buffers.Binary;

namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>
/// Lists a zip file twice, by its central directory and by walking its local headers from the front, and says where
/// the two differ: some programs unpack by the one, some by the other, and a sender can show each something else.
/// Linear in the content, bounded in members; unpacks nothing.
/// </summary>
/// <remarks>
/// 1. Find the end record (the last one; further ones are a difference).
/// 2. Read the central directory.
/// 3. Walk the local headers: each gives the place of the next; where a size is only in a data descriptor, the central
///    directory's size is used, and without it the next signature is searched.
/// 4. Compare names, sizes, methods and encryption.
/// Format: PKWARE APPNOTE 6.3.10, §4.3.
/// </remarks>
internal static class ZipReader
{
    /// <summary>The end record without its comment.</summary>
    private const int EndBytes = 22;

    /// <summary>The end record and the longest comment behind it.</summary>
    private const int EndWithin = EndBytes + 65535;

    private const int CentralHeaderBytes = 46;
    private const int LocalHeaderBytes = 30;

    /// <summary>Lists <paramref name="content"/>.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="maxEntries">The most members to list. A zip file of 10 MB can name 200,000 empty members.</param>
    public static ZipListing Read(ReadOnlySpan<byte> content, int maxEntries)
    {
        var differences = new ZipDifferences();
        var truncated = false;
        var central = ReadCentral(content, maxEntries, differences, ref truncated);
        var local = ReadLocal(content, maxEntries, central, differences, ref truncated);
        var entries = new List<ZipEntry>(central ?? []);
        var overlaps = ZipOverlaps.Find(entries, differences.Add);
        Compare(entries, local, central is not null, differences);
        return new ZipListing { Entries = entries, Differences = differences.Texts, IsTruncated = truncated, IsBroken = central is null, Overlaps = overlaps };
    }

    /// <summary>
    /// Whether there is an end record with a directory in front of it: the content can be opened as a zip file whatever its
    /// first bytes are, and whatever follows (zip programs pass over bytes behind the end).
    /// </summary>
    public static bool EndsAsZip(ReadOnlySpan<byte> content) => FindExactEnd(content) >= 0;

    /// <summary>Whether such an end record, with its comment, is the very end of the content: nothing else was put behind the zip file.</summary>
    public static bool EndsWithZip(ReadOnlySpan<byte> content) =>
        FindExactEnd(content) is >= 0 and var end && end + EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(content[(end + 20)..]) >= content.Length;

    /// <summary>The last end record that has its directory; without one the last record.</summary>
    private static int FindEnd(ReadOnlySpan<byte> content)
    {
        var exact = FindExactEnd(content);
        return exact >= 0 ? exact : FindLastEnd(content);
    }

    // Linear: each search starts where the one before it stopped.
    private static int FindExactEnd(ReadOnlySpan<byte> content)
    {
        var head = content;
        while (true)
        {
            var at = head.LastIndexOf("PK\x05\x06"u8);
            if (at < 0 || IsExactEnd(content, at)) return at;
            head = head[..at];
        }
    }

    private static bool IsExactEnd(ReadOnlySpan<byte> content, int end)
    {
        if (content.Length - end < EndBytes || BinaryPrimitives.ReadUInt16LittleEndian(content[(end + 10)..]) == 0) return false;
        if (end >= 20 && content[(end - 20)..].StartsWith("PK\x06\x07"u8)) return true;
        long size = BinaryPrimitives.ReadUInt32LittleEndian(content[(end + 12)..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(content[(end + 16)..]);
        return IsDirectory(content, end - size) || start < end && IsDirectory(content, start);
    }

    private static bool IsDirectory(ReadOnlySpan<byte> content, long at) => at >= 0 && content[(int)at..].StartsWith("PK\x01\x02"u8);

    private static int FindLastEnd(ReadOnlySpan<byte> content)
    {
        var from = Math.Max(0, content.Length - EndWithin);
        for (var tail = content[from..]; ;)
        {
            var at = tail.LastIndexOf("PK\x05\x06"u8);
            if (at < 0) return -1;
            if (content.Length - (from + at) >= EndBytes) return from + at;
            tail = tail[..at];
        }
    }

    private static List<ZipEntry>? ReadCentral(ReadOnlySpan<byte> content, int maxEntries, ZipDifferences differences, ref bool truncated)
    {
        var end = FindEnd(content);
        if (end < 0) return null;
        var size = (long)BinaryPrimitives.ReadUInt32LittleEndian(content[(end + 12)..]);
        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(content[(end + 16)..]);
        var count = (long)BinaryPrimitives.ReadUInt16LittleEndian(content[(end + 10)..]);
        var directoryEnd = (long)end;
        if (end >= 20 && content[(end - 20)..].StartsWith("PK\x06\x07"u8)) ReadZip64End(content, end - 20, ref size, ref start, ref count, ref directoryEnd);

        // Bytes in front of the first member (a self-extracting program, another zip file) move every offset.
        var shift = directoryEnd - size - start;
        if (size < 0 || directoryEnd - size < 0) return null;
        var at = directoryEnd - size;
        var entries = new List<ZipEntry>();
        while (at + CentralHeaderBytes <= directoryEnd && content[(int)at..].StartsWith("PK\x01\x02"u8))
        {
            if (entries.Count == maxEntries)
            {
                truncated = true;
                return entries;
            }

            at += ReadCentralEntry(content[(int)at..(int)directoryEnd], shift, entries);
        }

        if (shift > 0) differences.Add($"{shift} bytes stand in front of the archive");
        if (entries.Count != count) differences.Add($"the end record counts {count} members, the directory holds {entries.Count}");
        return entries.Count == 0 && count > 0 ? null : entries;
    }

    /// <summary>APPNOTE §4.3.14 and §4.3.15.</summary>
    private static void ReadZip64End(ReadOnlySpan<byte> content, int locator, ref long size, ref long start, ref long count, ref long directoryEnd)
    {
        var at = BinaryPrimitives.ReadUInt64LittleEndian(content[(locator + 8)..]);
        if (at > (ulong)Math.Max(0, locator - 56) || !content[(int)at..].StartsWith("PK\x06\x06"u8)) return;
        var record = content[(int)at..];
        count = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(record[32..]), int.MaxValue);
        size = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(record[40..]), int.MaxValue);
        start = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(record[48..]), int.MaxValue);
        directoryEnd = (long)at;
    }

    private static int ReadCentralEntry(ReadOnlySpan<byte> header, long shift, List<ZipEntry> entries)
    {
        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        int commentBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        var rest = header[CentralHeaderBytes..];
        var name = rest[..Math.Min(nameBytes, rest.Length)];
        var extra = rest[name.Length..];
        extra = extra[..Math.Min(extraBytes, extra.Length)];
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        long uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        ZipExtra.Widen(extra, ref uncompressed, ref compressed, ref offset);
        var shown = ZipName.Decode(name);
        var aes = ZipExtra.ReadAes(extra);
        entries.Add(new ZipEntry
        {
            Name = shown,
            OtherNames = ReadOtherNames(extra, shown),
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            CompressedBytes = compressed,
            UncompressedBytes = uncompressed,
            LocalOffset = offset + shift,
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            DosTime = BinaryPrimitives.ReadUInt16LittleEndian(header[12..]),
            AesStrength = aes.Strength,
            AesMethod = aes.Method,
        });
        return CentralHeaderBytes + nameBytes + extraBytes + commentBytes;
    }

    private static string[] ReadOtherNames(ReadOnlySpan<byte> extra, string name) =>
        extra.IsEmpty ? [] : [.. ZipExtra.ReadNames(extra).Where(other => other != name)];

    private static List<ZipEntry> ReadLocal(ReadOnlySpan<byte> content, int maxEntries, List<ZipEntry>? central, ZipDifferences differences, ref bool truncated)
    {
        var byOffset = new Dictionary<long, ZipEntry>();
        foreach (var entry in central ?? []) byOffset.TryAdd(entry.LocalOffset, entry);
        var entries = new List<ZipEntry>();
        var at = 0L;
        var ends = 0;
        while (at + 4 <= content.Length)
        {
            var here = content[(int)at..];
            if (here.StartsWith("PK\x03\x04"u8) && here.Length >= LocalHeaderBytes)
            {
                if (entries.Count == maxEntries)
                {
                    truncated = true;
                    break;
                }

                var entry = ReadLocalEntry(content, at, byOffset, out var next);
                entries.Add(entry);
                at = next;
                continue;
            }

            if (here.StartsWith("PK\x05\x06"u8) && ++ends == 2) differences.Add("there are several end records: archives stand one behind the other");
            var step = here[1..].IndexOf("PK"u8);
            if (step < 0) break;
            at += 1 + step;
        }

        return entries;
    }

    private static ZipEntry ReadLocalEntry(ReadOnlySpan<byte> content, long at, Dictionary<long, ZipEntry> central, out long next)
    {
        var header = content[(int)at..];
        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var name = header.Slice(LocalHeaderBytes, Math.Min(nameBytes, header.Length - LocalHeaderBytes));
        var extra = header[(LocalHeaderBytes + name.Length)..];
        extra = extra[..Math.Min(extraBytes, extra.Length)];
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        long uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
        long ignored = 0;
        ZipExtra.Widen(extra, ref uncompressed, ref compressed, ref ignored);
        var shown = ZipName.Decode(name);
        var data = Math.Min(content.Length, at + LocalHeaderBytes + nameBytes + extraBytes);
        var described = (flags & 8) != 0 && compressed == 0;
        if (described && central.TryGetValue(at, out var known)) (compressed, uncompressed) = (known.CompressedBytes, known.UncompressedBytes);

        var aes = ZipExtra.ReadAes(extra);

        // A size beyond the end, or none at all: go on right behind the header and find the next signature.
        next = compressed > content.Length - data ? data : data + compressed;
        return new ZipEntry
        {
            Name = shown,
            OtherNames = ReadOtherNames(extra, shown),
            Flags = flags,
            Method = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            CompressedBytes = compressed,
            UncompressedBytes = uncompressed,
            LocalOffset = at,
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[14..]),
            DosTime = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            AesStrength = aes.Strength,
            AesMethod = aes.Method,
        };
    }

    /// <summary>Adds the members that only local headers name to <paramref name="entries"/>, and notes every contradiction.</summary>
    private static void Compare(List<ZipEntry> entries, List<ZipEntry> local, bool hasCentral, ZipDifferences differences)
    {
        var localByOffset = local.ToDictionary(entry => entry.LocalOffset);
        var offsets = new HashSet<long>();
        var otherNames = new List<ZipEntry>();
        foreach (var entry in entries)
        {
            if (!offsets.Add(entry.LocalOffset)) differences.Add($"'{entry.Name}' shares its data with another member");
            if (!localByOffset.TryGetValue(entry.LocalOffset, out var other)) differences.Add($"'{entry.Name}' is in the directory without a local header");
            else CompareOne(entry, other, differences);
            // The other name is a name too: what it would unpack to must be judged.
            if (other is not null && (other.Name != entry.Name || other.OtherNames.Except(entry.OtherNames).Any())) otherNames.Add(other);
        }

        foreach (var entry in local.Where(entry => !offsets.Contains(entry.LocalOffset)))
        {
            if (hasCentral) differences.Add($"'{entry.Name}' has a local header but is not in the directory");
            entries.Add(entry);
        }

        entries.AddRange(otherNames);
        AddOtherNames(entries, differences);
    }

    /// <summary>A second name in an extra field is a name too.</summary>
    private static void AddOtherNames(List<ZipEntry> entries, ZipDifferences differences)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            foreach (var other in entries[i].OtherNames)
            {
                differences.Add($"'{entries[i].Name}' has the second name '{other}'");
                entries.Add(entries[i] with { Name = other });
            }
        }
    }

    private static void CompareOne(ZipEntry central, ZipEntry local, ZipDifferences differences)
    {
        if (central.Name != local.Name) differences.Add($"'{central.Name}' in the directory is '{local.Name}' in its local header");
        if (central.Method != local.Method) differences.Add($"'{central.Name}' has two compression methods ({central.Method}, {local.Method})");
        if (central.IsEncrypted != local.IsEncrypted) differences.Add($"'{central.Name}' is encrypted in one listing only");
        if (central.CompressedBytes != local.CompressedBytes) differences.Add($"'{central.Name}' has two sizes ({central.CompressedBytes}, {local.CompressedBytes} bytes)");
    }
}
