using System.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens Outlook's wrapping of attachments (MS-OXTNEF): every attachment with its names.</summary>
internal static class TnefContainer
{
    private const int Title = 0x00018010, Data = 0x0006800F, RenderData = 0x00069002, Properties = 0x00069005;
    private const int LongName = 0x3707, ShortName = 0x3704, DataProperty = 0x3701;

    /// <summary>Most properties read of one attachment.</summary>
    private const int MaxProperties = 500;

    /// <summary>Reads all attachments.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var cursor = new ByteCursor(content.Span);
        cursor.Skip(6);
        var current = new Attachment();
        while (cursor.Left >= 11)
        {
            var level = cursor.Byte();
            var id = (int)cursor.UInt32();
            var length = cursor.UInt32();
            if (level is not (1 or 2) || length > cursor.Left)
            {
                visit.NoteBroken();
                break;
            }

            var value = content.Slice(cursor.At, (int)length);
            cursor.Skip(length + 2L);
            if (level == 1) continue;
            if (id == RenderData && current.HasContent)
            {
                if (!current.Give(visit)) return;
                current = new Attachment();
            }

            if (id == Title) current.Name = Encoding.UTF8.GetString(value.Span).TrimEnd('\0');
            else if (id == Data) current.Content = value;
            else if (id == Properties) ReadProperties(value, current);
        }

        if (current.HasContent) current.Give(visit);
    }

    private static void ReadProperties(ReadOnlyMemory<byte> value, Attachment attachment)
    {
        var cursor = new ByteCursor(value.Span);
        for (var left = Math.Min(cursor.UInt32(), MaxProperties); left > 0 && !cursor.IsPastEnd; left--)
        {
            int type = cursor.UInt16(), id = cursor.UInt16();
            if (id >= 0x8000) SkipName(ref cursor);
            var isMany = (type & 0x1000) != 0;
            type &= 0xFFF;
            var fixedBytes = type switch { 2 or 3 or 4 or 0xA or 0xB => 4, 5 or 6 or 7 or 0x14 or 0x40 => 8, 0x48 => 16, _ => 0 };
            var count = isMany || fixedBytes == 0 ? Math.Min(cursor.UInt32(), (uint)MaxProperties) : 1;
            for (; count > 0 && !cursor.IsPastEnd; count--)
            {
                if (fixedBytes > 0)
                {
                    cursor.Skip(fixedBytes);
                    continue;
                }

                var length = cursor.UInt32();
                var start = cursor.At;
                cursor.Skip((length + 3L) / 4 * 4);
                if (cursor.IsPastEnd && length > value.Length - start) return;
                var bytes = value.Slice(start, (int)Math.Min(length, (uint)(value.Length - start)));
                if (id == DataProperty && type == 0x0D && bytes.Length > 16) attachment.Content = bytes[16..];
                else if (id == DataProperty) attachment.Content = bytes;
                else if (id is LongName or ShortName && (id == LongName || attachment.Name.Length == 0))
                    attachment.Name = (type == 0x1F ? Encoding.Unicode : Encoding.UTF8).GetString(bytes.Span).TrimEnd('\0');
            }
        }
    }

    /// <summary>Named properties carry a GUID and a number, or a GUID and a name.</summary>
    private static void SkipName(ref ByteCursor cursor)
    {
        cursor.Skip(16);
        if (cursor.UInt32() == 0) cursor.Skip(4);
        else cursor.Skip((cursor.UInt32() + 3L) / 4 * 4);
    }

    private sealed class Attachment
    {
        public string Name { get; set; } = "";

        public ReadOnlyMemory<byte> Content { get; set; }

        public bool HasContent => !Content.IsEmpty || Name.Length > 0;

        public bool Give(ContainerVisit visit) => visit.Add(new Member(Name) { Content = Content, Word = "attachment", State = visit.Budget.TakeLook() ? MemberState.Whole : MemberState.Listed });
    }
}
