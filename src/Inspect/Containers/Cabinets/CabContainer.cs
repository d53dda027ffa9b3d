using System.Text;
using Sekisho.Inspect.Attachments.Zip;

namespace Sekisho.Inspect.Containers.Cabinets;

/// <summary>Opens cabinet files (MS-CAB): stored ones, MSZIP and LZX. Quantum, and files that go on in another cabinet, are named as unread.</summary>
internal static class CabContainer
{
    private const int HeaderBytes = 36;
    private const int HasPrevious = 1;
    private const int HasNext = 2;
    private const int HasReserve = 4;

    /// <summary>Folders of files that begin in the cabinet before or go on in the next one have these numbers.</summary>
    private const int FirstContinued = 0xFFFD;

    /// <summary>Reads the listing, and the files of every folder.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var folders = ReadFolders(content, out var files, out var count);
        if (folders is null || files >= content.Length)
        {
            visit.Findings.Unread.Add("cab");
            visit.NoteBroken();
            return;
        }

        foreach (var entries in ReadFiles(content, files, count).GroupBy(file => file.Folder))
        {
            if (entries.Key < folders.Count ? !Give(folders[entries.Key], [.. entries], visit) : !List(entries, visit)) return;
        }
    }

    /// <summary>The header (§2.1) and the folders (§2.2); null where it is damaged.</summary>
    private static List<CabFolder>? ReadFolders(ReadOnlyMemory<byte> content, out long filesAt, out int files)
    {
        (filesAt, files) = (0, 0);
        if (content.Length < HeaderBytes) return null;
        var cursor = new ByteCursor(content.Span);
        cursor.Skip(16);
        filesAt = cursor.UInt32();
        cursor.Skip(6);
        int folders = cursor.UInt16();
        files = cursor.UInt16();
        int flags = cursor.UInt16(), folderReserve = 0, dataReserve = 0;
        cursor.Skip(4);
        if ((flags & HasReserve) != 0)
        {
            var headerReserve = cursor.UInt16();
            (folderReserve, dataReserve) = (cursor.Byte(), cursor.Byte());
            cursor.Skip(headerReserve);
        }

        for (var texts = ((flags & HasPrevious) != 0 ? 2 : 0) + ((flags & HasNext) != 0 ? 2 : 0); texts > 0; texts--)
        {
            var end = cursor.Rest.IndexOf((byte)0);
            if (end < 0) return null;
            cursor.Skip(end + 1);
        }

        var list = new List<CabFolder>();
        for (var i = 0; i < folders && !cursor.IsPastEnd; i++)
        {
            long at = cursor.UInt32();
            list.Add(new CabFolder(content, at, cursor.UInt16(), cursor.UInt16(), dataReserve));
            cursor.Skip(folderReserve);
        }

        return list;
    }

    /// <summary>The files (§2.3): size, place in the unpacked folder, name.</summary>
    private static List<(string Name, int Folder, long At, long Bytes)> ReadFiles(ReadOnlyMemory<byte> content, long filesAt, int count)
    {
        var list = new List<(string, int, long, long)>();
        var cursor = new ByteCursor(content.Span);
        cursor.Seek(filesAt);
        for (var i = 0; i < count && !cursor.IsPastEnd; i++)
        {
            long bytes = cursor.UInt32(), at = cursor.UInt32();
            int folder = cursor.UInt16();
            cursor.Skip(4);
            var isUtf8 = (cursor.UInt16() & 0x80) != 0;
            var end = cursor.Rest.IndexOf((byte)0);
            if (end < 0) break;
            list.Add((NameOf(cursor.Take(end), isUtf8), folder, at, bytes));
            cursor.Skip(1);
        }

        return list;
    }

    private static string NameOf(ReadOnlySpan<byte> name, bool isUtf8) => (isUtf8 ? Encoding.UTF8.GetString(name) : ZipName.Decode(name)).Replace('\\', '/');

    /// <summary>A folder is one packed run of files: it is unpacked once, as far as its last file needs.</summary>
    private static bool Give(CabFolder folder, List<(string Name, int Folder, long At, long Bytes)> files, ContainerVisit visit)
    {
        var size = files.Max(file => file.At + file.Bytes);
        visit.JudgeSize(size, folder.PackedBytes(visit.Budget.TakeWork));
        var room = visit.Budget.Room;
        if (!folder.IsRead || room == 0 || !visit.Budget.IsInTime()) return List(files, visit);
        if (size > room) visit.Budget.NoteUnpacked();
        var unpacked = folder.Unpack(Math.Min(size, room), visit.Budget.TakeWork);
        visit.Budget.Charge(unpacked.Length);
        var isDamaged = unpacked.Length < Math.Min(size, room);
        long given = 0;
        foreach (var (name, _, at, bytes) in files)
        {
            var member = new Member(name) { State = MemberState.Listed };
            if (at < unpacked.Length || bytes == 0)
            {
                var file = at < unpacked.Length ? unpacked.Slice((int)at, (int)Math.Min(bytes, unpacked.Length - at)) : default;
                given += file.Length;
                if (visit.Budget.TakeLook(file.Length, given > unpacked.Length)) member = member with { State = MemberState.Whole, Content = file };
            }
            else if (isDamaged) visit.Findings.Unread.Add("cab");
            if (!visit.Add(member)) return false;
        }

        if (isDamaged) visit.NoteBroken();
        return true;
    }

    private static bool List(IEnumerable<(string Name, int Folder, long At, long Bytes)> files, ContainerVisit visit)
    {
        visit.Findings.Unread.Add("cab");
        foreach (var file in files)
        {
            if (file.Folder >= FirstContinued) visit.Findings.Unread.Add("cab (continued in another file)");
            if (!visit.Add(new Member(file.Name) { State = MemberState.Listed })) return false;
        }

        return true;
    }
}
