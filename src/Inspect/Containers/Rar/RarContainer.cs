using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Opens RAR files of both generations (4: "Rar!␚␇␀", 5: "Rar!␚␇␁␀"): names, encryption, the content of what is stored, and of the fifth that of packed members too.</summary>
internal static class RarContainer
{
    /// <summary>Reads the listing.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (content.Span.StartsWith("Rar!\x1A\x07\x01\x00"u8)) new RarFive(content, visit).Read();
        else if (content.Span.StartsWith("Rar!\x1A\x07\x00"u8)) ReadFour(content, visit);
        else visit.NoteBroken();
    }

    private static void ReadFour(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        for (long at = 7; at + 7 <= content.Length;)
        {
            var block = content.Span[(int)at..];
            int type = block[2], flags = BinaryPrimitives.ReadUInt16LittleEndian(block[3..]), headBytes = BinaryPrimitives.ReadUInt16LittleEndian(block[5..]);
            if (headBytes < 7) break;
            if (type == 0x73 && (flags & 0x80) != 0)
            {
                NoteEncrypted(visit, "rar, names too");
                return;
            }

            long dataBytes = (flags & 0x8000) != 0 && block.Length >= 11 ? BinaryPrimitives.ReadUInt32LittleEndian(block[7..]) : 0;
            if (type == 0x74 && block.Length >= 32)
            {
                if ((flags & 4) != 0) NoteEncrypted(visit, "rar");
                var nameStart = (flags & 0x100) != 0 ? 40 : 32;
                if ((flags & 0x100) != 0 && block.Length >= 40) dataBytes |= (long)BinaryPrimitives.ReadInt32LittleEndian(block[32..]) << 32;
                var name = nameStart < block.Length ? block[nameStart..][..Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(block[26..]), block.Length - nameStart)] : [];
                var nul = name.IndexOf((byte)0);
                var shown = Encoding.UTF8.GetString(nul >= 0 ? name[..nul] : name);
                if (!Add(visit, shown, (flags & 0xE0) == 0xE0, (flags & 4) != 0, block[25] == 0x30, content, at + headBytes, dataBytes)) return;
            }

            at += headBytes + Math.Max(0, dataBytes);
            if (type == 0x7B) break;
        }
    }

    private static bool Add(ContainerVisit visit, string name, bool isFolder, bool isEncrypted, bool isStored, ReadOnlyMemory<byte> content, long start, long bytes)
    {
        var member = new Member(name) { IsFolder = isFolder, State = isEncrypted ? MemberState.Encrypted : MemberState.Listed };
        if (isStored && !isEncrypted && !isFolder && start < content.Length && visit.Budget.TakeLook())
            member = member with { State = MemberState.Whole, Content = content.Slice((int)start, (int)Math.Clamp(bytes, 0, content.Length - start)) };
        else if (!isEncrypted && !isFolder) visit.Findings.Unread.Add("rar");
        return visit.Add(member);
    }

    /// <summary>A number of seven bits a byte, lower ones first.</summary>
    internal static long Variable(ref ByteCursor cursor)
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = cursor.Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0) break;
        }

        return (long)Math.Min(value, long.MaxValue / 4);
    }

    /// <summary>Notes once that there is something encrypted.</summary>
    internal static void NoteEncrypted(ContainerVisit visit, string how)
    {
        if (visit.Findings.Encrypted.Add(visit.Label)) visit.NoteEncrypted(how);
    }
}
