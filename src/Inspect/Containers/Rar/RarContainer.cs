using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Opens RAR files of both generations (4: "Rar!␚␇␀", 5: "Rar!␚␇␁␀"): names, encryption, the content of what is stored, and of the fifth that of packed members too.</summary>
internal static class RarContainer
{
    /// <summary>Reads the listing.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (content.Span.StartsWith("Rar!\x1A\x07\x01\x00"u8)) ReadFive(content, visit);
        else if (content.Span.StartsWith("Rar!\x1A\x07\x00"u8)) ReadFour(content, visit);
        else visit.NoteBroken();
    }

    private static void ReadFour(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var noted = false;
        for (long at = 7; at + 7 <= content.Length;)
        {
            var block = content.Span[(int)at..];
            int type = block[2], flags = BinaryPrimitives.ReadUInt16LittleEndian(block[3..]), headBytes = BinaryPrimitives.ReadUInt16LittleEndian(block[5..]);
            if (headBytes < 7) break;
            if (type == 0x73 && (flags & 0x80) != 0)
            {
                NoteEncrypted(visit, "rar, names too", ref noted);
                return;
            }

            long dataBytes = (flags & 0x8000) != 0 && block.Length >= 11 ? BinaryPrimitives.ReadUInt32LittleEndian(block[7..]) : 0;
            if (type == 0x74 && block.Length >= 32)
            {
                if ((flags & 4) != 0) NoteEncrypted(visit, "rar", ref noted);
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

    private static void ReadFive(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var (noted, isSolid, claimed) = (false, false, 0L);
        var unpacking = new RarUnpacking(visit);
        for (long at = 8; at + 8 <= content.Length;)
        {
            var cursor = new ByteCursor(content.Span[(int)at..]);
            cursor.Skip(4);
            var headBytes = Variable(ref cursor);
            var headStart = at + cursor.At;
            var type = Variable(ref cursor);
            var flags = Variable(ref cursor);
            var extraBytes = (flags & 1) != 0 ? Variable(ref cursor) : 0;
            var dataBytes = (flags & 2) != 0 ? Variable(ref cursor) : 0;
            if (cursor.IsPastEnd || headBytes == 0 || headBytes > content.Length) break;
            if (type == 4)
            {
                NoteEncrypted(visit, "rar, names too", ref noted);
                return;
            }

            if (type == 1) isSolid = (Variable(ref cursor) & 4) != 0;
            if (type == 2)
            {
                var file = RarFile.Read(ref cursor, flags);
                var headEnd = headStart + headBytes;
                var isEncrypted = extraBytes > 0 && HasEncryption(content, headEnd - extraBytes, headEnd);
                if (isEncrypted) NoteEncrypted(visit, "rar, AES-256", ref noted);
                var data = headEnd < content.Length ? content.Slice((int)headEnd, (int)Math.Min(dataBytes, content.Length - headEnd)) : default;
                claimed = Math.Min(long.MaxValue / 4, claimed + (file.Bytes == int.MaxValue ? 0 : file.Bytes));
                if (file.IsPacked && !isEncrypted && !file.IsFolder)
                {
                    if (!visit.Add(unpacking.Unpack(file, data, isSolid))) break;
                }
                else if (!Add(visit, file.Name, file.IsFolder, isEncrypted, !file.IsPacked && !file.IsSplit, content, headEnd, dataBytes)) break;
            }

            if (type == 5) break;
            at = headStart + headBytes + Math.Min(dataBytes, int.MaxValue);
        }

        visit.JudgeSize(claimed, content.Length);
    }

    private static bool Add(ContainerVisit visit, string name, bool isFolder, bool isEncrypted, bool isStored, ReadOnlyMemory<byte> content, long start, long bytes)
    {
        var member = new Member(name) { IsFolder = isFolder, State = isEncrypted ? MemberState.Encrypted : MemberState.Listed };
        if (isStored && !isEncrypted && !isFolder && start < content.Length && visit.Budget.TakeLook())
            member = member with { State = MemberState.Whole, Content = content.Slice((int)start, (int)Math.Clamp(bytes, 0, content.Length - start)) };
        else if (!isEncrypted && !isFolder) visit.Findings.Unread.Add("rar");
        return visit.Add(member);
    }

    /// <summary>Whether the extra area has an encryption record (type 1).</summary>
    private static bool HasEncryption(ReadOnlyMemory<byte> content, long start, long end)
    {
        if (start < 0 || end > content.Length || start >= end) return false;
        var cursor = new ByteCursor(content.Span[(int)start..(int)end]);
        while (cursor.Left > 0 && !cursor.IsPastEnd)
        {
            var size = Variable(ref cursor);
            var next = cursor.At + size;
            if (Variable(ref cursor) == 1) return true;
            cursor.Seek(next);
        }

        return false;
    }

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

    private static void NoteEncrypted(ContainerVisit visit, string how, ref bool noted)
    {
        if (noted) return;
        noted = true;
        visit.Findings.Encrypted.Add(visit.Label);
        visit.NoteEncrypted(how);
    }
}
