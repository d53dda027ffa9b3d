using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens tar files (POSIX.1-2001 pax interchange format, ustar, and GNU long names). Nothing is copied.</summary>
internal static class TarContainer
{
    private const int BlockBytes = 512;

    /// <summary>Names beyond this are cut, in bytes: no file system takes longer ones.</summary>
    public const int MaxNameBytes = 4096;

    /// <summary>Reads all members. A header without a number for its size ends the walk.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        string? longName = null;
        long at = 0;
        while (at + BlockBytes <= content.Length)
        {
            var header = content.Span.Slice((int)at, BlockBytes);
            at += BlockBytes;
            if (header[0] == 0) continue;
            if (!TryReadNumber(header.Slice(124, 12), out var size))
            {
                visit.NoteBroken();
                return;
            }

            var body = content.Slice((int)at, (int)Math.Min(size, content.Length - at));
            at += (size + BlockBytes - 1) / BlockBytes * BlockBytes;
            switch (header[156])
            {
                case (byte)'L': longName = TextOf(body.Span); continue;
                case (byte)'K' or (byte)'g': continue;
                case (byte)'x': longName = ReadPaxPath(body.Span) ?? longName; continue;
            }

            var name = longName ?? NameOf(header);
            longName = null;
            var state = visit.Budget.TakeLook() ? MemberState.Whole : MemberState.Listed;
            if (!visit.Add(new Member(name) { Content = body, State = state, IsFolder = header[156] == (byte)'5' || name.EndsWith('/') })) return;
        }
    }

    /// <summary>Whether the content begins with a header whose checksum is right: the oldest form has no other mark (POSIX.1-1988 §10.1.1).</summary>
    public static bool IsHeader(ReadOnlySpan<byte> content)
    {
        if (content.Length < BlockBytes || content[0] == 0 || (content[148] & 0x80) != 0 || !TryReadNumber(content.Slice(148, 8), out var told)) return false;
        long sum = 8 * ' ';
        for (var i = 0; i < BlockBytes; i++)
            if (i is < 148 or >= 156)
                sum += content[i];
        return sum == told;
    }

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        var name = TextOf(header[..100]);
        var prefix = header[257..].StartsWith("ustar"u8) ? TextOf(header.Slice(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        if (end >= 0) bytes = bytes[..end];
        return Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxNameBytes)]);
    }

    /// <summary>The last "path" record of an extended header: "25 path=a/b.txt\n".</summary>
    private static string? ReadPaxPath(ReadOnlySpan<byte> records)
    {
        var at = records.LastIndexOf(" path="u8);
        if (at < 0) return null;
        var value = records[(at + 6)..];
        var end = value.IndexOf((byte)'\n');
        return TextOf(end < 0 ? value : value[..end]);
    }

    /// <summary>Octal digits, or base 256 where the first bit is set (GNU).</summary>
    private static bool TryReadNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if ((field[0] & 0x80) != 0)
        {
            value = BinaryPrimitives.ReadInt64BigEndian(field[4..]);
            return value is >= 0 and < int.MaxValue;
        }

        var digits = field.Trim(" \0"u8);
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return false;
            value = (value * 8) + (digit - '0');
        }

        return value < long.MaxValue / 16;
    }
}
