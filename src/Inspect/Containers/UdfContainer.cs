using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens disk images of the Universal Disk Format (ECMA-167, one plain partition, as Windows and burning programs write them). Files in one piece are not copied; those in several are listed.</summary>
internal sealed class UdfContainer
{
    private const int SectorBytes = 2048;
    private const int AnchorSector = 256;

    /// <summary>Most folders of an image. Stops images whose folders are without end.</summary>
    public const int MaxFolders = 2000;

    private readonly ReadOnlyMemory<byte> _content;
    private long _partition = -1;
    private long _root = -1;
    private long _given;

    private UdfContainer(ReadOnlyMemory<byte> content) => _content = content;

    /// <summary>Reads every folder; false where it is no such image, or one with tables in between.</summary>
    public static bool Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var image = new UdfContainer(content);
        if (!image.FindRoot()) return false;
        image.Walk(visit);
        return true;
    }

    /// <summary>Anchor (§3/10.2), volume descriptors (§3/10.5, §3/10.6), file set (§4/14.1).</summary>
    private bool FindRoot()
    {
        var anchor = Sector(AnchorSector);
        if (TagOf(anchor) != 2) return false;
        long first = U32(anchor, 20), count = Math.Min(U32(anchor, 16) / SectorBytes, 64), fileSet = -1;
        for (var i = 0; i < count; i++)
        {
            var descriptor = Sector(first + i);
            if (TagOf(descriptor) == 5) _partition = U32(descriptor, 188);
            else if (TagOf(descriptor) == 6 && U32(descriptor, 212) == SectorBytes) fileSet = U32(descriptor, 252);
            else if (TagOf(descriptor) == 8) break;
        }

        if (_partition < 0 || fileSet < 0) return false;
        var set = Sector(_partition + fileSet);
        if (TagOf(set) != 256) return false;
        _root = U32(set, 404);
        return true;
    }

    private void Walk(ContainerVisit visit)
    {
        var folders = new Queue<(long Block, string Path)>();
        var seen = new HashSet<long>();
        folders.Enqueue((_root, ""));
        long recordBytes = 0;
        while (folders.TryDequeue(out var folder) && visit.Budget.IsInTime())
        {
            if (!seen.Add(folder.Block)) continue;
            if (seen.Count > MaxFolders)
            {
                visit.Budget.NoteMembers();
                return;
            }

            if (ContentOf(folder.Block) is not { } records) continue;
            recordBytes += records.Length;
            if (recordBytes > _content.Length)
            {
                visit.Findings.Bombs.Add($"{visit.Label}: folders of the disk lie within each other");
                return;
            }

            if (!ReadFolder(records, folder.Path, folders, visit)) return;
        }
    }

    /// <summary>File identifier descriptors (§4/14.4).</summary>
    private bool ReadFolder(ReadOnlyMemory<byte> records, string path, Queue<(long Block, string Path)> folders, ContainerVisit visit)
    {
        var bytes = records.Span;
        for (var at = 0; at + 38 <= bytes.Length;)
        {
            var record = bytes[at..];
            if (TagOf(record) != 257) return true;
            int flags = record[18], nameBytes = record[19], skip = 38 + BinaryPrimitives.ReadUInt16LittleEndian(record[36..]);
            if (skip + nameBytes > record.Length) return true;
            var name = NameOf(record.Slice(skip, nameBytes));
            var block = U32(record, 24);
            at += (skip + nameBytes + 3) & ~3;
            if ((flags & 8) != 0) continue;
            if ((flags & 2) != 0)
            {
                // One more than are read, so that it is noted.
                if (folders.Count <= MaxFolders) folders.Enqueue((block, path + name + "/"));
                continue;
            }

            var member = new Member(path + name) { State = MemberState.Listed };
            if (ContentOf(block) is { } content && visit.Budget.TakeLook(content.Length, (_given += content.Length) > _content.Length)) member = member with { State = MemberState.Whole, Content = content };
            else visit.Findings.Unread.Add("udf");
            if (!visit.Add(member)) return false;
        }

        return true;
    }

    /// <summary>The content of a file entry (§4/14.9, §4/14.17): within the entry, or one extent; null for several.</summary>
    private ReadOnlyMemory<byte>? ContentOf(long block)
    {
        var entry = Sector(_partition + block);
        if (TagOf(entry) is not (261 or 266)) return null;
        var at = TagOf(entry) == 261 ? 176 : 216;
        long size = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(entry[56..]), int.MaxValue), extra = U32(entry, at - 8), extents = U32(entry, at - 4), start = at + extra;
        if (start + extents > entry.Length) return null;
        if ((entry[34] & 7) == 3) return Slice(((_partition + block) * SectorBytes) + start, Math.Min(size, extents));
        var each = (entry[34] & 7) == 0 ? 8 : 16;
        if (extents < each) return ReadOnlyMemory<byte>.Empty;

        // Large files have extents that follow each other: they are one piece as well.
        long first = U32(entry, (int)start + 4), next = first, bytes = 0;
        for (var i = start; i + each <= start + extents; i += each)
        {
            var length = U32(entry, (int)i) & 0x3FFFFFFF;
            if (length == 0) break;
            if (U32(entry, (int)i + 4) != next) return null;
            bytes += length;
            next += (length + SectorBytes - 1) / SectorBytes;
        }

        return Slice((_partition + first) * SectorBytes, Math.Min(size, bytes));
    }

    private ReadOnlyMemory<byte> Slice(long start, long length)
    {
        start = Math.Clamp(start, 0, _content.Length);
        return _content.Slice((int)start, (int)Math.Clamp(length, 0, _content.Length - start));
    }

    /// <summary>A whole sector; zeros behind the end.</summary>
    private ReadOnlySpan<byte> Sector(long number)
    {
        var sector = Slice(number * SectorBytes, SectorBytes);
        if (sector.Length == SectorBytes) return sector.Span;
        var whole = new byte[SectorBytes];
        sector.Span.CopyTo(whole);
        return whole;
    }

    /// <summary>Compressed Unicode (§1/7.2.12 as OSTA says): 8 or 16 bits a character.</summary>
    private static string NameOf(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? "" : name[0] is 16 or 255 ? Encoding.BigEndianUnicode.GetString(name[1..]) : Encoding.Latin1.GetString(name[1..]);

    private static int TagOf(ReadOnlySpan<byte> descriptor) => BinaryPrimitives.ReadUInt16LittleEndian(descriptor);

    private static long U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
