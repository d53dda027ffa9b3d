using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads files packed into documents by Windows' packager: the stream "\1Ole10Native" and the objects of RTF (MS-OLEDS §2.3.6 and what the packager puts there).</summary>
internal static class OlePackage
{
    private const int MaxNameBytes = 1024;

    /// <summary>The packed file, behind the size; null where it is none, or a link.</summary>
    public static Member? Read(ReadOnlyMemory<byte> native)
    {
        var cursor = new ByteCursor(native.Span);
        if (cursor.UInt16() != 2) return null;
        var label = ReadName(ref cursor);
        var path = ReadName(ref cursor);
        cursor.Skip(2);
        if (cursor.UInt16() != 3) return null;
        cursor.Skip(cursor.UInt32());
        var bytes = cursor.UInt32();
        if (cursor.IsPastEnd) return null;
        var name = label.Length > 0 ? label : path;
        return new Member(name[(name.LastIndexOfAny(['\\', '/']) + 1)..]) { Word = "object", Content = native.Slice(cursor.At, (int)Math.Min(bytes, (uint)cursor.Left)) };
    }

    private static string ReadName(ref ByteCursor cursor)
    {
        var end = cursor.Rest.IndexOf((byte)0);
        if (end < 0 || end > MaxNameBytes)
        {
            cursor.Seek(long.MaxValue);
            return "";
        }

        var name = cursor.Take(end);
        cursor.Skip(1);
        return ZipName.Decode(name);
    }
}
