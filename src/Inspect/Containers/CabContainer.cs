using System.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>Lists cabinet files (MS-CAB §2): the names; what is packed in them stays unread.</summary>
internal static class CabContainer
{
    private const int HeaderBytes = 36;

    /// <summary>Reads the listing.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        visit.Findings.Unread.Add("cab");
        var bytes = content.Span;
        if (bytes.Length < HeaderBytes)
        {
            visit.NoteBroken();
            return;
        }

        var cursor = new ByteCursor(bytes);
        cursor.Skip(16);
        var files = cursor.UInt32();
        cursor.Skip(8);
        int count = cursor.UInt16();
        if (files >= bytes.Length)
        {
            visit.NoteBroken();
            return;
        }

        cursor.Seek(files);
        for (var i = 0; i < count && !cursor.IsPastEnd; i++)
        {
            cursor.Skip(14);
            var isUtf8 = (cursor.UInt16() & 0x80) != 0;
            var end = cursor.Rest.IndexOf((byte)0);
            if (end < 0) return;
            var name = (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(cursor.Take(end));
            cursor.Skip(1);
            if (!visit.Add(new Member(name) { State = MemberState.Listed })) return;
        }
    }
}
