using System.Buffers.Binary;
using System.Text;
using Sekisho.Testing.Documents;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>Archives and images for tests, written by hand: the least that their readers need.</summary>
internal static class ContainerBytes
{
    /// <summary>A CD image (ECMA-119) with one file.</summary>
    public static byte[] Iso(string name, byte[] content)
    {
        var image = new byte[21 * 2048];
        var volume = image.AsSpan(16 * 2048);
        volume[0] = 1;
        "CD001\u0001"u8.CopyTo(volume[1..]);
        Record(18, 2048, 2, "\0").CopyTo(volume[156..]);
        image[17 * 2048] = 255;
        "CD001\u0001"u8.CopyTo(image.AsSpan((17 * 2048) + 1));
        Record(19, content.Length, 0, $"{name};1").CopyTo(image.AsSpan(18 * 2048));
        content.CopyTo(image.AsSpan(19 * 2048));
        return image;
    }

    /// <summary>A disk image (ECMA-167) with one file in the root folder.</summary>
    public static byte[] Udf(string name, byte[] content)
    {
        var image = new byte[300 * 2048];
        "BEA01"u8.CopyTo(image.AsSpan(32769));
        "NSR02"u8.CopyTo(image.AsSpan(34817));
        var anchor = Tagged(image, 256, 2);
        U32(anchor, 16, 3 * 2048);
        U32(anchor, 20, 257);
        U32(Tagged(image, 257, 5), 188, 270);
        var logical = Tagged(image, 258, 6);
        U32(logical, 212, 2048);
        U32(logical, 252, 0);
        Tagged(image, 259, 8);
        U32(Tagged(image, 270, 256), 404, 1);
        Entry(Tagged(image, 271, 261), 2, 44 + name.Length);
        var record = Tagged(image, 272, 257);
        record[19] = (byte)(name.Length + 1);
        U32(record, 24, 3);
        record[38] = 8;
        Encoding.ASCII.GetBytes(name).CopyTo(record[39..]);
        Entry(Tagged(image, 273, 261), 4, content.Length);
        content.CopyTo(image.AsSpan(274 * 2048));
        return image;

        static void Entry(Span<byte> entry, uint block, int bytes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(entry[56..], bytes);
            U32(entry, 172, 8);
            U32(entry, 176, (uint)bytes);
            U32(entry, 180, block);
        }
    }

    /// <summary>A RAR file of the fifth generation with one stored member.</summary>
    public static byte[] Rar(string name, byte[] content, bool isEncrypted = false)
    {
        byte[] extra = isEncrypted ? [2, 1, 0] : [];
        byte[] file = [2, (byte)(isEncrypted ? 3 : 2), .. isEncrypted ? [(byte)extra.Length] : Array.Empty<byte>(), (byte)content.Length, 0, (byte)content.Length, 0, 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. extra];
        return [.. "Rar!\u001a\u0007\u0001\0"u8, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, (byte)file.Length, .. file, .. content, 0, 0, 0, 0, 3, 5, 0, 0];
    }

    /// <summary>A RAR file of the fourth generation with one stored member.</summary>
    public static byte[] OldRar(string name, byte[] content)
    {
        var head = new byte[32];
        (head[2], head[4], head[5]) = (0x74, 0x80, (byte)(32 + name.Length));
        U32(head, 7, (uint)content.Length);
        U32(head, 11, (uint)content.Length);
        (head[25], head[26]) = (0x30, (byte)name.Length);
        return [.. "Rar!\u001a\u0007\0"u8, 0, 0, 0x73, 0, 0, 13, 0, .. new byte[6], .. head, .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0x7B, 0, 0, 7, 0];
    }

    /// <summary>A 7z file with one member that is only copied.</summary>
    public static byte[] SevenZip(string name, byte[] content, bool isEncrypted = false)
    {
        var names = Encoding.Unicode.GetBytes(name + "\0");
        byte[] coder = isEncrypted ? [0x24, 6, 0xF1, 7, 1, 0] : [1, 0];
        byte[] header = [1, 4, 6, 0, 1, 9, (byte)content.Length, 0, 7, 11, 1, 0, 1, .. coder, 12, (byte)content.Length, 0, 0, 5, 1, 0x11, (byte)(names.Length + 1), 0, .. names, 0, 0];
        var start = new byte[32];
        ((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4]).CopyTo(start);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(12), content.Length);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(20), header.Length);
        return [.. start, .. content, .. header];
    }

    /// <summary>Outlook's wrapping with one attachment.</summary>
    public static byte[] Tnef(string name, byte[] content) =>
        [0x78, 0x9F, 0x3E, 0x22, 1, 0, .. Attribute(0x00069002, new byte[14]), .. Attribute(0x00018010, Encoding.ASCII.GetBytes(name + "\0")), .. Attribute(0x0006800F, content)];

    /// <summary>A OneNote section with one embedded file.</summary>
    public static byte[] OneNote(byte[] content)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
        return [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3, .. new byte[100], 0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC, .. length, .. new byte[12], .. content, .. new byte[50]];
    }

    /// <summary>An Outlook message (MS-OXMSG) with one attachment.</summary>
    public static byte[] OutlookMessage(string name, byte[] content) => CompoundFile.With(
        "__attach_version1.0_#00000000",
        ("__substg1.0_3707001F", Encoding.Unicode.GetBytes(name)),
        ("__substg1.0_37010102", content),
        ("__properties_version1.0", []));

    private static byte[] Attribute(int id, byte[] value)
    {
        var head = new byte[9];
        head[0] = 2;
        U32(head, 1, (uint)id);
        U32(head, 5, (uint)value.Length);
        return [.. head, .. value, 0, 0];
    }

    private static byte[] Record(uint sector, int bytes, byte flags, string name)
    {
        var record = new byte[(33 + name.Length + 1) & ~1];
        record[0] = (byte)record.Length;
        U32(record, 2, sector);
        U32(record, 10, (uint)bytes);
        (record[25], record[32]) = (flags, (byte)name.Length);
        Encoding.ASCII.GetBytes(name).CopyTo(record.AsSpan(33));
        return record;
    }

    private static Span<byte> Tagged(byte[] image, int sector, ushort tag)
    {
        var span = image.AsSpan(sector * 2048, 2048);
        BinaryPrimitives.WriteUInt16LittleEndian(span, tag);
        return span;
    }

    private static void U32(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
