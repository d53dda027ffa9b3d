using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>Bombs of many files: zip, tar, 7z, RAR, LHA, Outlook's wrapping.</summary>
internal static class ArchiveBombs
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Bomb> All =>
    [
        new("many.zip", () => Packing.Zip(("a.bin", Packing.Zeros, 20), ("b.bin", Packing.Zeros, 20)), "archive_bomb"),
        new("deep.zip", Deep, "structure_limit"),
        new("texts.zip", () => Packing.Zip(Enumerable.Range(0, 12_000).Select(i => ($"{i}.txt", "words"u8.ToArray(), 1))), "structure_limit"),
        new("overlapping.zip", Overlapping, "archive_bomb"),
        new("shared.zip", () => Shared(1000, PackedBombs.EmptyBlocks(1024 * 1024), 8, 100), "structure_limit"),
        new("stored.zip", () => Shared(1000, Packing.Repeated("words and words ", 4 * 1024 * 1024), 0, 4 * 1024 * 1024), "structure_limit"),
        new("locked.zip", Locked, null),
        new("members.tar.gz", () => Packing.GZip(Members), "structure_limit"),
        new("sparse.tar", Sparse, null),
        new("names.tar", LongNames, null),
        new("folders.7z", () => SevenZip(8000)),
        new("tables.rar", () => Rar("a.bin", 1_000_000_000, Packing.Times(RarTables(), 60_000))),
        new("filters.rar", () => Rar("a.bin", 30_000_000, RarFilters(1_000_000))),
        new("codes.lzh", () => Lzh(60_000_000, Packing.Times(LzhBlocks(), 300_000))),
        new("attributes.dat", Tnef, null),
    ];

    private static byte[] Deep()
    {
        var content = Packing.Zip(("zeros.bin", Packing.Zeros, 4));
        for (var level = 0; level < 6; level++)
        {
            var inner = content;
            content = Packing.Zip(Enumerable.Range(0, 10).Select(i => ($"{i}.zip", inner, 1)));
        }

        return content;
    }

    /// <summary>Each member's data are the header of the next one, told as it is, and then that member's data: all end in the same 10 MB.</summary>
    private static byte[] Overlapping()
    {
        const int members = 1500, bytes = 10 * 1024 * 1024;
        var kernel = Packing.Deflate(Packing.Repeated("<p>words</p>", bytes));
        List<byte[]> pieces = [kernel];
        var directory = new List<byte[]>();
        var (packed, unpacked) = (kernel.Length, bytes);
        var places = new List<(int Packed, int Unpacked)>();
        for (var i = members - 1; i >= 0; i--)
        {
            places.Insert(0, (packed, unpacked));
            var header = LocalHeader($"{i:D5}.html", packed, unpacked, 8);
            pieces.Insert(0, header);
            if (i == 0) break;
            pieces.Insert(0, [0, (byte)header.Length, 0, (byte)~header.Length, 0xFF]);
            packed += header.Length + 5;
            unpacked += header.Length;
        }

        var at = 0;
        for (var i = 0; i < members; i++)
        {
            directory.Add(CentralHeader($"{i:D5}.html", places[i].Packed, places[i].Unpacked, 8, at));
            at += 40 + 5;
        }

        return WithDirectory([.. pieces.SelectMany(piece => piece)], directory);
    }

    /// <summary>Many names for the same data.</summary>
    private static byte[] Shared(int members, byte[] data, int method, int bytes) =>
        WithDirectory([.. LocalHeader("00000.html", data.Length, bytes, method), .. data], [.. Enumerable.Range(0, members).Select(i => CentralHeader($"{i:D5}.html", data.Length, bytes, method, 0))]);

    /// <summary>A hundred archives, each locked (AES-256): a key is derived for every word that may be the password.</summary>
    private static byte[] Locked()
    {
        // Extra field 0x9901: version 2, "AE", strength 3, method 8. Then salt, a check of two bytes, data, a code of ten.
        byte[] extra = [1, 0x99, 7, 0, 2, 0, (byte)'A', (byte)'E', 3, 8, 0];
        byte[] data = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * 7))];
        var local = LocalHeader("00000.html", data.Length, 500, 99, 1, extra);
        var archive = WithDirectory([.. local, .. data], [CentralHeader("00000.html", data.Length, 500, 99, 0, 1, extra)]);
        return Packing.Zip(Enumerable.Range(0, 100).Select(i => ($"{i}.zip", archive, 1)));
    }

    private static byte[] LocalHeader(string name, int packed, int unpacked, int method, int flags = 0, byte[]? extra = null)
    {
        var header = new byte[30];
        "PK\x03\x04"u8.CopyTo(header);
        (header[6], header[8], header[26], header[28]) = ((byte)flags, (byte)method, (byte)name.Length, (byte)(extra?.Length ?? 0));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), packed);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), unpacked);
        return [.. header, .. Encoding.ASCII.GetBytes(name), .. extra ?? []];
    }

    private static byte[] CentralHeader(string name, int packed, int unpacked, int method, int at, int flags = 0, byte[]? extra = null)
    {
        var header = new byte[46];
        "PK\x01\x02"u8.CopyTo(header);
        (header[8], header[10], header[28], header[30]) = ((byte)flags, (byte)method, (byte)name.Length, (byte)(extra?.Length ?? 0));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), packed);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), unpacked);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(42), at);
        return [.. header, .. Encoding.ASCII.GetBytes(name), .. extra ?? []];
    }

    private static byte[] WithDirectory(byte[] data, List<byte[]> directory)
    {
        var end = new byte[22];
        "PK\x05\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(8), (short)directory.Count);
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(10), (short)directory.Count);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), directory.Sum(entry => entry.Length));
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(16), data.Length);
        return [.. data, .. directory.SelectMany(entry => entry), .. end];
    }

    private static void Members(Stream output)
    {
        using var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true);
        for (var i = 0; i < 30_000; i++) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{i}.txt"));
    }

    /// <summary>A header that claims eight gigabytes of holes, a thousand times.</summary>
    private static byte[] Sparse() => [.. Enumerable.Range(0, 1000).SelectMany(i => TarHeader($"{i}.txt", 'S', "00000000000", "77777777777")), .. new byte[1024]];

    /// <summary>Names of 4 MB before every file.</summary>
    private static byte[] LongNames() => [.. Enumerable.Range(0, 4).SelectMany(_ => (byte[])[.. TarHeader("././@LongLink", 'L', "00004000000", ""), .. Packing.Repeated("a/", 1 << 20), .. TarHeader("a", '0', "00000000000", "")]), .. new byte[1024]];

    private static byte[] TarHeader(string name, char type, string size, string realSize)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(size).CopyTo(header, 124);
        Encoding.ASCII.GetBytes(realSize).CopyTo(header, 483);
        (header[156], header[482]) = ((byte)type, 0);
        "ustar  "u8.CopyTo(header.AsSpan(257));
        return header;
    }

    /// <summary>Folders of one byte each, of which each claims gigabytes and is packed by LZMA.</summary>
    private static byte[] SevenZip(int folders)
    {
        byte[] streams = [1, 4, 6, 0, .. Number(folders), 9, .. Enumerable.Repeat((byte)8, folders), 0];
        byte[] folder = [1, 0x23, 3, 1, 1, 5, 0x5D, 0, 0, 0, 4];
        byte[] sizes = [0xF0, 0, 0, 0, 0x10];
        byte[] unpack = [7, 11, .. Number(folders), 0, .. Packing.Times(folder, folders), 12, .. Packing.Times(sizes, folders), 0, 0];
        var names = Encoding.Unicode.GetBytes(string.Concat(Enumerable.Range(0, folders).Select(i => $"{i}.txt\0")));
        byte[] files = [5, .. Number(folders), 0x11, .. Number(names.Length + 1), 0, .. names, 0];
        byte[] header = [.. streams, .. unpack, .. files, 0];
        byte[] data = [.. Enumerable.Repeat((byte[])[0, 1, 2, 3, 4, 5, 6, 7], folders).SelectMany(bytes => bytes)];
        var start = new byte[32];
        ((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, 0, 4]).CopyTo(start);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(12), data.Length);
        BinaryPrimitives.WriteInt64LittleEndian(start.AsSpan(20), header.Length);
        return [.. start, .. data, .. header];

        static byte[] Number(int value) => value < 0x80 ? [(byte)value] : [0xE0, (byte)value, (byte)(value >> 8), (byte)(value >> 16)];
    }

    /// <summary>A RAR file of the fifth generation with one packed member.</summary>
    private static byte[] Rar(string name, long bytes, byte[] data)
    {
        byte[] file = [2, 2, .. Variable(data.Length), 0, .. Variable(bytes), 0, .. Variable(1 << 7), 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)];
        return [.. "Rar!\u001a\u0007\u0001\0"u8, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, (byte)file.Length, .. file, .. data, 0, 0, 0, 0, 3, 5, 0, 0];

        static byte[] Variable(long value)
        {
            var all = new List<byte>();
            for (; value > 127; value >>= 7) all.Add((byte)(value & 0x7F | 0x80));
            return [.. all, (byte)value];
        }
    }

    /// <summary>A block with new codes and one byte in it.</summary>
    private static byte[] RarTables() => RarBlock(RarCodes().Write(0, 9), isLast: false);

    private static byte[] RarFilters(int filters)
    {
        var bits = RarCodes();
        for (var i = 0; i < filters; i++) bits.Write(256, 9).Write(2, 2).Write(i & 0xFF, 8).Write(i >> 8 & 0xFF, 8).Write(i >> 16, 8).Write(0, 2).Write(1, 8).Write(1, 3);
        return RarBlock(bits.Write(0, 9), isLast: true);
    }

    /// <summary>Codes of nine bits for the first 306 symbols, of six and four for the others.</summary>
    private static BitWriter RarCodes()
    {
        var bits = new BitWriter();
        for (var i = 0; i < 20; i++) bits.Write(i is 4 or 6 or 9 ? 2 : 0, 4);
        foreach (var (symbols, code) in ((int, int)[])[(306, 2), (64, 1), (16, 0), (44, 1)])
            for (var i = 0; i < symbols; i++) bits.Write(code, 2);
        return bits;
    }

    private static byte[] RarBlock(BitWriter bits, bool isLast)
    {
        var used = bits.Count % 8 == 0 ? 8 : bits.Count % 8;
        var block = bits.ToArray();
        byte flags = (byte)(0x80 | (isLast ? 0x40 : 0) | 2 << 3 | (used - 1)), low = (byte)block.Length, middle = (byte)(block.Length >> 8), high = (byte)(block.Length >> 16);
        return [flags, (byte)(0x5A ^ flags ^ low ^ middle ^ high), low, middle, high, .. block];
    }

    /// <summary>Two blocks of one byte each, whose codes have one symbol each.</summary>
    private static byte[] LzhBlocks() =>
        new BitWriter().Write(1, 16).Write(0, 10).Write('a', 18).Write(0, 8).Write(1, 16).Write(0, 10).Write('a', 18).Write(0, 8).ToArray();

    private static byte[] Lzh(int bytes, byte[] data)
    {
        var head = new byte[22];
        (head[0], head[21]) = (27, 5);
        "-lh5-"u8.CopyTo(head.AsSpan(2));
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(7), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(11), bytes);
        return [.. head, .. "a.txt"u8, 0, 0, .. data, 0];
    }

    /// <summary>An attachment of a hundred thousand empty properties.</summary>
    private static byte[] Tnef()
    {
        byte[] properties = [.. BitConverter.GetBytes(500), .. Packing.Times([0x1E, 0x10, 4, 0x37, 0xF4, 1, 0, 0, .. new byte[2000]], 500)];
        byte[] attribute = [2, 5, 0x90, 6, 0, .. BitConverter.GetBytes(properties.Length), .. properties, 0, 0];
        byte[] render = [2, 2, 0x90, 6, 0, 0, 0, 0, 0, 0, 0];
        return [0x78, 0x9F, 0x3E, 0x22, 1, 0, .. Packing.Times([.. render, .. attribute], 3)];
    }
}
