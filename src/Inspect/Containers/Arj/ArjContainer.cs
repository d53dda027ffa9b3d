using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers.Lzh;

namespace Sekisho.Inspect.Containers.Arj;

/// <summary>Opens ARJ archives: stored members and those of the methods 1 to 4. What is encrypted is named.</summary>
internal static class ArjContainer
{
    private const int FolderType = 3, DiskNameType = 4;

    /// <summary>Methods 1 to 3 are those of LHA with a window of 26 KB, told as one of up to 64 KB.</summary>
    private const int WindowBits = 16;

    /// <summary>Reads all members.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        long at = 0, claimed = 0;
        while (at < content.Length)
        {
            if (ArjHeader.Read(content.Span[(int)at..], out var isEnd) is not { } header)
            {
                if (!isEnd) visit.NoteBroken();
                break;
            }

            var start = at + header.HeaderBytes;
            at = start + header.PackedBytes;
            if (header.Type is ArjHeader.ArchiveType or DiskNameType) continue;
            var data = start < content.Length ? content.Slice((int)start, (int)Math.Min(header.PackedBytes, content.Length - start)) : default;
            claimed += header.Bytes;
            if (!visit.Add(MemberOf(header, data, visit))) break;
        }

        visit.JudgeSize(claimed, content.Length);
    }

    private static Member MemberOf(ArjHeader header, ReadOnlyMemory<byte> data, ContainerVisit visit)
    {
        var member = new Member(ZipName.Decode(header.Name).Replace('\\', '/')) { State = MemberState.Listed, IsFolder = header.Type == FolderType };
        if (member.IsFolder) return member;
        if (header.IsEncrypted)
        {
            if (visit.Findings.Encrypted.Add(visit.Label)) visit.NoteEncrypted("arj");
            return member with { State = MemberState.Encrypted };
        }

        if (header.IsSplit || header.Method > 4)
        {
            visit.Findings.Unread.Add("arj");
            return member;
        }

        if (header.Method == 0) return visit.Budget.TakeLook() ? member with { State = MemberState.Whole, Content = data } : member;
        return MemberUnpacking.Unpack(member.Name, maxBytes => Unpack(header, data, Math.Min(maxBytes, header.Bytes)), visit.Budget, header.Bytes);
    }

    private static ReadOnlyMemory<byte> Unpack(ArjHeader header, ReadOnlyMemory<byte> data, long maxBytes) =>
        header.Method == 4 ? ArjFastDecoder.Decode(data.Span, maxBytes) : LzhDecoder.Decode(data.Span, WindowBits, maxBytes);
}
