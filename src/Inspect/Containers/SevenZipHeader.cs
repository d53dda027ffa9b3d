using System.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>The header of a 7z file as read: folders (packed streams with their methods) and names.</summary>
internal sealed class SevenZipHeader
{
    private const int MaxFolders = 10_000;
    private const int MaxFiles = 100_000;
    private const int MaxCoders = 8;

    /// <summary>Where the packed streams begin, from the end of the signature header.</summary>
    public long PackPosition { get; private set; }

    public List<long> PackSizes { get; } = [];

    public List<SevenZipFolder> Folders { get; } = [];

    public List<string> Names { get; } = [];

    /// <summary>For each name: it has content. Folders and empty files have none.</summary>
    public List<bool> HasContent { get; } = [];

    /// <summary>The unpacked sizes of the files with content, folder by folder.</summary>
    public List<long> FileSizes { get; } = [];

    /// <summary>Their checksums, in the same order; null where there is none.</summary>
    public List<uint?> FileCrcs { get; } = [];

    /// <summary>Reads a header or the streams description of a packed header. False for damage.</summary>
    public bool Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        var id = cursor.Byte();
        if (id == 0x17) return ReadStreams(ref cursor);
        if (id != 1) return false;
        while (!cursor.IsPastEnd)
        {
            switch (cursor.Byte())
            {
                case 0: return true;
                case 2:
                    while (Number(ref cursor) != 0 && !cursor.IsPastEnd) cursor.Skip(Number(ref cursor));
                    break;
                case 3 or 4:
                    if (!ReadStreams(ref cursor)) return false;
                    break;
                case 5: return ReadFiles(ref cursor);
                default: return false;
            }
        }

        return false;
    }

    /// <summary>A number of 1 to 9 bytes: the first byte's leading ones say how many follow.</summary>
    private static long Number(ref ByteCursor cursor)
    {
        var first = cursor.Byte();
        ulong value = 0;
        var mask = 0x80;
        for (var i = 0; i < 8; i++, mask >>= 1)
        {
            if ((first & mask) == 0)
            {
                value += (ulong)(first & (mask - 1)) << (8 * i);
                break;
            }

            value |= (ulong)cursor.Byte() << (8 * i);
        }

        return (long)Math.Min(value, long.MaxValue / 4);
    }

    private bool ReadStreams(ref ByteCursor cursor)
    {
        while (!cursor.IsPastEnd)
        {
            switch (cursor.Byte())
            {
                case 0: return true;
                case 6:
                    if (!ReadPackInfo(ref cursor)) return false;
                    break;
                case 7:
                    if (!ReadFolders(ref cursor)) return false;
                    break;
                case 8:
                    if (!ReadSubstreams(ref cursor)) return false;
                    break;
                default: return false;
            }
        }

        return false;
    }

    private bool ReadPackInfo(ref ByteCursor cursor)
    {
        PackPosition = Number(ref cursor);
        var count = Number(ref cursor);
        if (count > MaxFolders) return false;
        while (!cursor.IsPastEnd)
        {
            switch (cursor.Byte())
            {
                case 0: return true;
                case 9:
                    for (long i = 0; i < count; i++) PackSizes.Add(Number(ref cursor));
                    break;
                case 0x0A:
                    Digests(ref cursor, count);
                    break;
                default: return false;
            }
        }

        return false;
    }

    /// <summary>So many checksums, of which bits in front say which are there.</summary>
    private static uint?[] Digests(ref ByteCursor cursor, long count)
    {
        var isAll = cursor.Byte() != 0;
        var bits = isAll ? [] : cursor.Take((count + 7) / 8);
        var digests = new uint?[cursor.IsPastEnd ? 0 : count];
        for (var i = 0; i < digests.Length && !cursor.IsPastEnd; i++)
            if (isAll || (bits[i / 8] & (0x80 >> (i % 8))) != 0)
                digests[i] = cursor.UInt32();
        return digests;
    }

    private bool ReadFolders(ref ByteCursor cursor)
    {
        if (cursor.Byte() != 0x0B) return false;
        var count = Number(ref cursor);
        if (count > MaxFolders || cursor.Byte() != 0) return false;
        for (long i = 0; i < count && !cursor.IsPastEnd; i++)
        {
            if (ReadFolder(ref cursor) is not { } folder) return false;
            Folders.Add(folder);
        }

        while (!cursor.IsPastEnd)
        {
            switch (cursor.Byte())
            {
                case 0: return true;
                case 0x0C:
                    foreach (var folder in Folders)
                        for (var i = 0; i < folder.Coders.Count; i++)
                            folder.Sizes.Add(Number(ref cursor));
                    break;
                case 0x0A:
                    var digests = Digests(ref cursor, count);
                    for (var i = 0; i < Math.Min(digests.Length, Folders.Count); i++) Folders[i].Crc = digests[i];
                    break;
                default: return false;
            }
        }

        return false;
    }

    private static SevenZipFolder? ReadFolder(ref ByteCursor cursor)
    {
        var coders = Number(ref cursor);
        if (coders is < 1 or > MaxCoders) return null;
        var folder = new SevenZipFolder();
        long inputs = 0, outputs = 0;
        for (long i = 0; i < coders; i++)
        {
            var flags = cursor.Byte();
            var method = Convert.ToHexString(cursor.Take(flags & 15));
            long input = 1, output = 1;
            if ((flags & 0x10) != 0) (input, output) = (Number(ref cursor), Number(ref cursor));
            var properties = (flags & 0x20) != 0 ? cursor.Take(Number(ref cursor)).ToArray() : [];
            if (input > MaxCoders || output != 1 || cursor.IsPastEnd) return null;
            (inputs, outputs) = (inputs + input, outputs + output);
            folder.Coders.Add(new SevenZipCoder(method, properties, (int)input));
        }

        for (long i = 0; i < outputs - 1; i++) folder.Bindings.Add((Number(ref cursor), Number(ref cursor)));
        var packed = inputs - (outputs - 1);
        folder.PackedStreams = (int)Math.Max(1, packed);
        for (long i = 0; packed > 1 && i < packed; i++) folder.PackedInputs.Add(Number(ref cursor));
        return folder;
    }

    private bool ReadSubstreams(ref ByteCursor cursor)
    {
        var id = cursor.Byte();
        var counts = Enumerable.Repeat(1L, Folders.Count).ToArray();
        if (id == 0x0D)
        {
            for (var i = 0; i < counts.Length; i++) counts[i] = Number(ref cursor);
            id = cursor.Byte();
        }

        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > MaxFiles || FileSizes.Count + counts[i] > MaxFiles) return false;
            Folders[i].Files = (int)counts[i];
            long sum = 0;
            for (long file = 0; file < counts[i]; file++)
            {
                var isLast = file == counts[i] - 1;
                var size = isLast ? Math.Max(0, Folders[i].Size - sum) : id == 9 ? Number(ref cursor) : 0;
                sum += size;
                FileSizes.Add(size);
            }
        }

        if (id == 9) id = cursor.Byte();
        ReadOnlySpan<uint?> sums = [];
        for (; id != 0 && !cursor.IsPastEnd; id = cursor.Byte())
        {
            if (id != 0x0A) return false;
            sums = Digests(ref cursor, Folders.Sum(folder => HasOwnSum(folder) ? 0L : folder.Files));
        }

        foreach (var folder in Folders)
        {
            for (var file = 0; file < folder.Files; file++)
            {
                FileCrcs.Add(HasOwnSum(folder) ? folder.Crc : sums.IsEmpty ? null : sums[0]);
                if (!HasOwnSum(folder) && !sums.IsEmpty) sums = sums[1..];
            }
        }

        return true;
    }

    /// <summary>The one file of a run whose checksum was told with the run is not told again.</summary>
    private static bool HasOwnSum(SevenZipFolder folder) => folder.Files == 1 && folder.Crc is not null;

    private bool ReadFiles(ref ByteCursor cursor)
    {
        var count = Number(ref cursor);
        if (count > MaxFiles) return false;
        ReadOnlySpan<byte> empty = [];
        while (!cursor.IsPastEnd)
        {
            var id = cursor.Byte();
            if (id == 0) break;
            var property = cursor.Take(Number(ref cursor));
            if (id == 0x0E) empty = property;
            if (id == 0x11 && property.Length > 1) ReadNames(property[1..], count);
        }

        for (var i = 0; i < Names.Count; i++) HasContent.Add(i / 8 >= empty.Length || (empty[i / 8] & (0x80 >> (i % 8))) == 0);
        return true;
    }

    private void ReadNames(ReadOnlySpan<byte> utf16, long count)
    {
        var text = Encoding.Unicode.GetString(utf16);
        foreach (var name in text.Split('\0').Take((int)count)) Names.Add(name);
    }
}
