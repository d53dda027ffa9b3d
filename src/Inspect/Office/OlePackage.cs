using System.Text;
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
        var content = native.Slice(cursor.At, (int)Math.Min(bytes, (uint)cursor.Left));
        cursor.Skip(content.Length);
        var name = ReadWideName(ref cursor) ?? (label.Length > 0 ? label : path);
        return new Member(name[(name.LastIndexOfAny(['\\', '/']) + 1)..]) { Word = "object", Content = content };
    }

    /// <summary>Behind the content newer packagers put the command, the label and the path once more, in UTF-16: the others have question marks for letters that are not of the writer's country.</summary>
    private static string? ReadWideName(ref ByteCursor cursor)
    {
        if (cursor.Left < 8) return null;
        cursor.Skip(Math.Min(cursor.UInt32(), MaxNameBytes) * 2L);
        var chars = cursor.UInt32();
        if (chars is 0 or > MaxNameBytes) return null;
        var name = Encoding.Unicode.GetString(cursor.Take(chars * 2L)).TrimEnd('\0');
        return cursor.IsPastEnd || name.Length == 0 || name.AsSpan().ContainsAnyInRange('\0', '\x1F') ? null : name;
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
