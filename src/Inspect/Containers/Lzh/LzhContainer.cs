using Sekisho.Inspect.Attachments.Zip;

namespace Sekisho.Inspect.Containers.Lzh;

/// <summary>Opens LHA archives, which are still sent in Japan: headers of the levels 0 to 3; stored members and those of the methods -lh4- to -lh7-.</summary>
internal static class LzhContainer
{
    /// <summary>Reads all members.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        long at = 0, claimed = 0;
        while (at < content.Length && content.Span[(int)at] != 0)
        {
            if (LzhHeader.Read(content.Span[(int)at..]) is not { } header)
            {
                visit.NoteBroken();
                break;
            }

            var start = at + header.HeaderBytes;
            var data = start < content.Length ? content.Slice((int)start, (int)Math.Min(header.PackedBytes, content.Length - start)) : default;
            claimed += header.Bytes;
            if (!visit.Add(MemberOf(header, data, visit))) break;
            at = start + header.PackedBytes;
        }

        visit.JudgeSize(claimed, content.Length);
    }

    private static Member MemberOf(LzhHeader header, ReadOnlyMemory<byte> data, ContainerVisit visit)
    {
        var name = ZipName.Decode(header.Name).Replace('\\', '/');
        var member = new Member(name) { State = MemberState.Listed, IsFolder = header.Method == "-lhd-" };
        if (member.IsFolder) return member;
        var windowBits = header.Method switch { "-lh4-" => 12, "-lh5-" => 13, "-lh6-" => 15, "-lh7-" => 16, _ => 0 };
        if (windowBits > 0) return MemberUnpacking.Unpack(name, maxBytes => LzhDecoder.Decode(data.Span, windowBits, Math.Min(maxBytes, header.Bytes)), visit.Budget, header.Bytes);
        if (header.Method is "-lh0-" or "-lz4-") return visit.Budget.TakeLook() ? member with { State = MemberState.Whole, Content = data } : member;
        visit.Findings.Unread.Add("lzh");
        return member;
    }
}
