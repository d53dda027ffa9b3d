using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens CD images (ECMA-119, with Joliet names where there are any). Nothing is copied: files lie in one piece.</summary>
internal static class IsoContainer
{
    private const int SectorBytes = 2048;

    /// <summary>Most folders of an image. Stops images whose folders are without end.</summary>
    public const int MaxFolders = 2000;

    /// <summary>Reads every folder of the Joliet tree, or of the plain one.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        ReadOnlySpan<byte> root = [];
        var isJoliet = false;
        for (var sector = 16; sector < 64 && ((sector + 1) * SectorBytes) <= content.Length; sector++)
        {
            var descriptor = content.Span.Slice(sector * SectorBytes, SectorBytes);
            if (!descriptor[1..].StartsWith("CD001"u8) || descriptor[0] == 255) break;
            var joliet = descriptor[0] == 2 && descriptor[88] == (byte)'%' && descriptor[89] == (byte)'/';
            if (descriptor[0] != 1 && !joliet || isJoliet) continue;
            root = descriptor.Slice(156, 34);
            isJoliet = joliet;
        }

        // Programs of today read the newer format where an image has both: its names count too.
        var isUdf = UdfContainer.Read(content, visit);
        if (root.IsEmpty)
        {
            if (!isUdf) visit.Findings.Unread.Add("udf");
            return;
        }

        var folders = new Queue<(long Start, long Bytes, string Path)>();
        var seen = new HashSet<long>();
        folders.Enqueue(ExtentOf(root, ""));
        var given = new long[1];
        long recordBytes = 0;
        while (folders.TryDequeue(out var folder) && visit.Budget.IsInTime())
        {
            if (folder.Start >= content.Length || !seen.Add(folder.Start)) continue;
            if (seen.Count > MaxFolders)
            {
                visit.Budget.NoteMembers();
                return;
            }

            var records = content.Slice((int)folder.Start, (int)Math.Min(folder.Bytes, content.Length - folder.Start));
            recordBytes += records.Length;
            if (recordBytes > content.Length)
            {
                visit.Findings.Bombs.Add($"{visit.Label}: folders of the disk lie within each other");
                return;
            }

            if (!ReadFolder(records.Span, content, folder.Path, isJoliet, folders, given, visit)) return;
        }
    }

    private static bool ReadFolder(ReadOnlySpan<byte> records, ReadOnlyMemory<byte> content, string path, bool isJoliet, Queue<(long Start, long Bytes, string Path)> folders, long[] given, ContainerVisit visit)
    {
        for (var at = 0; at + 34 <= records.Length;)
        {
            int recordLength = records[at];
            if (recordLength == 0)
            {
                // Records do not cross sectors: the rest of this one is empty.
                at = ((at / SectorBytes) + 1) * SectorBytes;
                continue;
            }

            if (recordLength < 34 || at + recordLength > records.Length) break;
            var record = records.Slice(at, recordLength);
            at += recordLength;
            var raw = record.Slice(33, Math.Min((int)record[32], record.Length - 33));
            if (raw.Length == 1 && raw[0] <= 1) continue;
            var name = (isJoliet ? Encoding.BigEndianUnicode : Encoding.Latin1).GetString(raw);
            var version = name.LastIndexOf(';');
            if (version > 0) name = name[..version];
            var extent = ExtentOf(record, path + name + "/");
            if ((record[25] & 2) != 0)
            {
                // One more than are read, so that it is noted.
                if (folders.Count <= MaxFolders) folders.Enqueue(extent);
                continue;
            }

            var start = Math.Min(extent.Start, content.Length);
            var bytes = Math.Min(extent.Bytes, content.Length - start);
            given[0] += bytes;
            var member = new Member(path + name) { State = MemberState.Listed };
            if (visit.Budget.TakeLook(bytes, given[0] > content.Length)) member = member with { State = MemberState.Whole, Content = content.Slice((int)start, (int)bytes) };
            if (!visit.Add(member)) return false;
        }

        return true;
    }

    private static (long Start, long Bytes, string Path) ExtentOf(ReadOnlySpan<byte> record, string path) =>
        ((long)BinaryPrimitives.ReadUInt32LittleEndian(record[2..]) * SectorBytes, BinaryPrimitives.ReadUInt32LittleEndian(record[10..]), path);
}
