using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Sekisho.Inspect.Tests.Containers.Disks;

/// <summary>Disks for tests, written by hand: the least that a system would mount. All have one file, and it lies in two pieces.</summary>
internal static class DiskBytes
{
    public const int Sector = 512;

    /// <summary>A FAT volume of clusters of one sector; 12, 16 or 32 bits by the number of clusters.</summary>
    public static byte[] Fat(int bits, string name, byte[] content, string? shortName = null)
    {
        var clusters = bits switch { 12 => 200, 16 => 5000, _ => 70_000 };
        var tableSectors = ((clusters + 2) * bits / 8 / Sector) + 1;
        var dataAt = (1 + tableSectors + (bits == 32 ? 0 : 1)) * Sector;
        var volume = new byte[dataAt + (clusters * Sector)];
        (volume[0], volume[13], volume[14], volume[16], volume[21], volume[510], volume[511]) = (0xEB, 1, 1, 1, 0xF8, 0x55, 0xAA);
        U16(volume, 11, Sector);
        U32(volume, 32, (uint)(volume.Length / Sector));
        if (bits == 32)
        {
            U32(volume, 36, (uint)tableSectors);
            U32(volume, 44, 2);
        }
        else
        {
            U16(volume, 17, Sector / 32);
            U16(volume, 22, (ushort)tableSectors);
        }

        // The root has cluster 2 where it has one; the file has 3 and what follows, its last piece far behind.
        var pieces = Enumerable.Range(3, (content.Length + Sector - 1) / Sector).ToArray();
        if (pieces.Length > 1) pieces[^1] += 50;
        var root = volume.AsSpan(bits == 32 ? dataAt : dataAt - Sector);
        if (bits == 32) Link(2, 0x0FFFFFFF);
        for (var i = 0; i < pieces.Length; i++)
        {
            content.AsSpan(i * Sector, Math.Min(Sector, content.Length - (i * Sector))).CopyTo(volume.AsSpan(dataAt + ((pieces[i] - 2) * Sector)));
            Link(pieces[i], i + 1 < pieces.Length ? (uint)pieces[i + 1] : 0x0FFFFFFF);
        }

        var entry = WriteLongName(root, name, shortName ?? "FILE~1  BIN");
        U16(entry, 26, 3);
        U32(entry, 28, (uint)content.Length);
        return volume;

        void Link(int cluster, uint next)
        {
            var at = Sector + (cluster * bits / 8);
            var old = BinaryPrimitives.ReadUInt32LittleEndian(volume.AsSpan(at));
            U32(volume, at, bits switch
            {
                12 when (cluster & 1) == 0 => (old & 0xFFFFF000) | (next & 0xFFF),
                12 => (old & 0xFFFF000F) | (next & 0xFFF) << 4,
                16 => (old & 0xFFFF0000) | (next & 0xFFFF),
                _ => next,
            });
        }
    }

    /// <summary>An exFAT volume.</summary>
    public static byte[] Exfat(string name, byte[] content, bool isChained)
    {
        var volume = new byte[200 * Sector];
        "EXFAT   "u8.CopyTo(volume.AsSpan(3));
        (volume[108], volume[109]) = (9, 0);
        U32(volume, 80, 24);
        U32(volume, 84, 1);
        U32(volume, 88, 32);
        U32(volume, 92, 160);
        U32(volume, 96, 2);
        var table = volume.AsSpan(24 * Sector);
        U32(table, 8, 0xFFFFFFFF);
        var pieces = Enumerable.Range(3, (content.Length + Sector - 1) / Sector).ToArray();
        if (isChained && pieces.Length > 1) pieces[^1] += 50;
        for (var i = 0; i < pieces.Length; i++)
        {
            content.AsSpan(i * Sector, Math.Min(Sector, content.Length - (i * Sector))).CopyTo(volume.AsSpan((32 + pieces[i] - 2) * Sector));
            if (isChained) U32(table, pieces[i] * 4, i + 1 < pieces.Length ? (uint)pieces[i + 1] : 0xFFFFFFFF);
        }

        var root = volume.AsSpan(32 * Sector);
        root[0] = 0x83;
        var nameEntries = (name.Length + 14) / 15;
        (root[32], root[33], root[64], root[65], root[67]) = (0x85, (byte)(1 + nameEntries), 0xC0, (byte)(isChained ? 1 : 3), (byte)name.Length);
        BinaryPrimitives.WriteInt64LittleEndian(root[72..], content.Length);
        U32(root, 84, 3);
        BinaryPrimitives.WriteInt64LittleEndian(root[88..], content.Length);
        for (var i = 0; i < nameEntries; i++)
        {
            root[96 + (i * 32)] = 0xC1;
            Encoding.Unicode.GetBytes(name.Substring(i * 15, Math.Min(15, name.Length - (i * 15)))).CopyTo(root[(98 + (i * 32))..]);
        }

        return volume;
    }

    /// <summary>An NTFS volume with a file in a folder "docs"; within its record, in runs of clusters, or packed by the system.</summary>
    public static byte[] Ntfs(string name, byte[] content, string form)
    {
        const int records = 20, tableSector = 8;
        var volume = new byte[600 * Sector];
        "NTFS    "u8.CopyTo(volume.AsSpan(3));
        U16(volume, 11, Sector);
        (volume[13], volume[48], volume[64]) = (1, tableSector, 0xF6);
        volume[40] = 0xFF;
        Record(0, 1, [Name(5, "$MFT"), Runs("", records * 1024, 0, [0x11, records * 2, tableSector])]);
        Record(5, 3, [Name(5, ".")]);
        Record(16, 3, [Name(5, "docs")]);
        var first = (content.Length + Sector - 1) / Sector / 2;
        byte[] data = form switch
        {
            "resident" => Attribute(0x80, "", content),
            // 100 clusters on, then 50 back from there: distances have a sign.
            "runs" => Runs("", content.Length, 0, [0x11, (byte)first, 120, 0x11, (byte)(((content.Length + Sector - 1) / Sector) - first), unchecked((byte)-40)]),
            "stream" => Attribute(0x80, "hidden.exe", content),
            "encrypted" => Runs("", content.Length, 0x4000, [0x11, 2, 120]),
            // A unit of sixteen clusters of which two are stored: what is in them is packed.
            "packed" => Runs("", content.Length, 1, [0x11, 2, 120, 0x01, 14]),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
        };
        Record(17, 1, [Name(16, "FILE~1.BIN", 2), Name(16, name, 1), data]);
        if (form == "runs")
        {
            content.AsSpan(0, first * Sector).CopyTo(volume.AsSpan(120 * Sector));
            content.AsSpan(first * Sector).CopyTo(volume.AsSpan(80 * Sector));
        }
        else if (form == "packed")
        {
            // One chunk that is stored as it is, then none.
            var stored = new byte[4096];
            content.AsSpan(0, Math.Min(content.Length, 700)).CopyTo(stored);
            byte[] chunk = [0xF5, 0xB2, .. Literals(stored.AsSpan(0, 616))];
            chunk[0] = (byte)(chunk.Length - 3);
            chunk[1] = (byte)(0xB0 | (chunk.Length - 3) >> 8);
            chunk.CopyTo(volume.AsSpan(120 * Sector));
        }

        return volume;

        void Record(int number, byte flags, byte[][] attributes)
        {
            var record = volume.AsSpan((tableSector * Sector) + (number * 1024), 1024);
            "FILE"u8.CopyTo(record);
            (record[4], record[6], record[20], record[22]) = (48, 3, 56, flags);
            var at = 56;
            foreach (var attribute in attributes)
            {
                attribute.CopyTo(record[at..]);
                at += attribute.Length;
            }

            U32(record, at, 0xFFFFFFFF);
            U16(record, 48, 0x0707);
            for (var i = 1; i <= 2; i++)
            {
                record.Slice((i * 512) - 2, 2).CopyTo(record[(48 + (i * 2))..]);
                U16(record, (i * 512) - 2, 0x0707);
            }
        }
    }

    private static byte[] Literals(ReadOnlySpan<byte> bytes)
    {
        var tokens = new List<byte>();
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i % 8 == 0) tokens.Add(0);
            tokens.Add(bytes[i]);
        }

        return [.. tokens];
    }

    private static byte[] Name(long folder, string text, byte space = 3)
    {
        var value = new byte[66 + (text.Length * 2)];
        BinaryPrimitives.WriteInt64LittleEndian(value, folder | 1L << 48);
        (value[64], value[65]) = ((byte)text.Length, space);
        Encoding.Unicode.GetBytes(text).CopyTo(value, 66);
        return Attribute(0x30, "", value);
    }

    private static byte[] Attribute(uint type, string name, byte[] value)
    {
        var start = (24 + (name.Length * 2) + 7) & ~7;
        var attribute = new byte[(start + value.Length + 7) & ~7];
        U32(attribute, 0, type);
        U32(attribute, 4, (uint)attribute.Length);
        (attribute[9], attribute[10], attribute[20]) = ((byte)name.Length, 24, (byte)start);
        U32(attribute, 16, (uint)value.Length);
        Encoding.Unicode.GetBytes(name).CopyTo(attribute, 24);
        value.CopyTo(attribute, start);
        return attribute;
    }

    private static byte[] Runs(string name, long size, ushort flags, byte[] runs)
    {
        var attribute = new byte[(64 + runs.Length + 8) & ~7];
        U32(attribute, 0, 0x80);
        U32(attribute, 4, (uint)attribute.Length);
        (attribute[8], attribute[9], attribute[32], attribute[34]) = (1, (byte)name.Length, 64, (byte)(flags == 1 ? 4 : 0));
        U16(attribute, 12, flags);
        BinaryPrimitives.WriteInt64LittleEndian(attribute.AsSpan(48), size);
        BinaryPrimitives.WriteInt64LittleEndian(attribute.AsSpan(56), size);
        runs.CopyTo(attribute, 64);
        return attribute;
    }

    /// <summary>A disk with one volume behind a master boot record, or at the end of a chain of extended partitions.</summary>
    public static byte[] BootRecord(byte[] volume, bool isExtended = false)
    {
        var start = isExtended ? 12 : 8;
        byte[] disk = [.. new byte[start * Sector], .. volume];
        if (isExtended)
        {
            Entry(0, 0x0F, 4, 200);
            Entry(4, 0x05, 4, 100);
            Entry(8, 0x07, 4, volume.Length / Sector);
        }
        else Entry(0, 0x07, start, volume.Length / Sector);
        return disk;

        void Entry(int sector, byte type, int at, int sectors)
        {
            var entry = disk.AsSpan((sector * Sector) + 446);
            entry[4] = type;
            U32(entry, 8, (uint)at);
            U32(entry, 12, (uint)sectors);
            (disk[(sector * Sector) + 510], disk[(sector * Sector) + 511]) = (0x55, 0xAA);
        }
    }

    /// <summary>A disk with one volume in a GUID partition table.</summary>
    public static byte[] GuidTable(byte[] volume)
    {
        byte[] disk = [.. new byte[40 * Sector], .. volume];
        var header = disk.AsSpan(Sector);
        "EFI PART"u8.CopyTo(header);
        (header[72], header[80], header[84]) = (2, 4, 128);
        var entry = disk.AsSpan(2 * Sector);
        entry[0] = 1;
        entry[32] = 40;
        U32(entry, 40, (uint)(39 + (volume.Length / Sector)));
        return disk;
    }

    /// <summary>A virtual disk of fixed size: the disk, and a footer.</summary>
    public static byte[] FixedVhd(byte[] disk, uint type = 2) => [.. disk, .. Footer(disk.Length, type)];

    /// <summary>A virtual disk in blocks of 4 KB, the last one first, empty ones left out.</summary>
    public static byte[] DynamicVhd(byte[] disk)
    {
        const int blockBytes = 4096, tableAt = 1536;
        var blocks = (disk.Length + blockBytes - 1) / blockBytes;
        var file = new List<byte>([.. Footer(disk.Length, 3), .. new byte[1024], .. Enumerable.Repeat((byte)0xFF, ((blocks * 4) + 511) / 512 * 512)]);
        for (var block = blocks - 1; block >= 0; block--)
        {
            var bytes = disk.AsSpan(block * blockBytes, Math.Min(blockBytes, disk.Length - (block * blockBytes)));
            if (!bytes.ContainsAnyExcept((byte)0)) continue;
            var sector = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(sector, file.Count / 512);
            for (var i = 0; i < 4; i++) file[tableAt + (block * 4) + i] = sector[i];
            file.AddRange([.. new byte[512], .. bytes, .. new byte[blockBytes - bytes.Length]]);
        }

        var image = file.ToArray();
        var header = image.AsSpan(512);
        "cxsparse"u8.CopyTo(header);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], tableAt);
        BinaryPrimitives.WriteInt32BigEndian(header[28..], blocks);
        BinaryPrimitives.WriteInt32BigEndian(header[32..], blockBytes);
        return [.. image, .. Footer(disk.Length, 3)];
    }

    /// <summary>A virtual disk of the second format: one block of 1 MB; with a log that was not written back, where asked for.</summary>
    public static byte[] Vhdx(byte[] disk, bool hasLog = false)
    {
        const int megabyte = 1024 * 1024;
        var file = new byte[4 * megabyte];
        "vhdxfile"u8.CopyTo(file);
        for (var i = 0; i < 2; i++)
        {
            var header = file.AsSpan((i + 1) * 65536, 4096);
            "head"u8.CopyTo(header);
            header[8] = (byte)(i + 1);
            if (hasLog && i == 1) header[48] = 1;
            Sum(header);
        }

        var regions = file.AsSpan(192 * 1024, 65536);
        "regi"u8.CopyTo(regions);
        regions[8] = 2;
        Region(regions[16..], "2DC27766-F623-4200-9D64-115E9BFD4A08", megabyte, 4096);
        Region(regions[48..], "8B7CA206-4790-4B9A-B8FE-575F050F886E", 2 * megabyte, 65536 * 2);
        Sum(regions);
        var metadata = file.AsSpan(2 * megabyte);
        "metadata"u8.CopyTo(metadata);
        metadata[10] = 3;
        Region(metadata[32..], "CAA16737-FA36-4D43-B3B6-33F0AA44E76B", 65536, 0);
        Region(metadata[64..], "2FA54224-CD1B-4876-B211-5DBED83BF4B8", 65544, 0);
        Region(metadata[96..], "8141BF1D-A96F-4709-BA47-F233A8FAAB5F", 65552, 0);
        U32(metadata, 65536, megabyte);
        BinaryPrimitives.WriteInt64LittleEndian(metadata[65544..], 8L * megabyte);
        U32(metadata, 65552, 512);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(megabyte), 6 | 3L << 20);
        disk.CopyTo(file, 3 * megabyte);
        return file;

        static void Region(Span<byte> entry, string id, long at, uint bytes)
        {
            new Guid(id).TryWriteBytes(entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], at);
            if (bytes > 0) U32(entry, 24, bytes);
        }

        static void Sum(Span<byte> structure)
        {
            var crc = uint.MaxValue;
            foreach (var value in structure) crc = BitOperations.Crc32C(crc, value);
            U32(structure, 4, ~crc);
        }
    }

    private static byte[] Footer(long size, uint type)
    {
        var footer = new byte[512];
        "conectix"u8.CopyTo(footer);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(16), type == 2 ? -1 : 512);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(48), size);
        BinaryPrimitives.WriteUInt32BigEndian(footer.AsSpan(60), type);
        return footer;
    }

    /// <summary>Writes the pieces of a long name and gives the short entry behind them.</summary>
    private static Span<byte> WriteLongName(Span<byte> folder, string name, string shortName)
    {
        var (sum, pieces) = (0, (name.Length + 12) / 13);
        foreach (var letter in shortName) sum = (((sum & 1) << 7) + (sum >> 1) + letter) & 0xFF;
        for (var number = pieces; number >= 1; number--, folder = folder[32..])
        {
            (folder[0], folder[11], folder[13]) = ((byte)(number == pieces ? number | 0x40 : number), 0x0F, (byte)sum);
            for (var i = 0; i < 13; i++)
            {
                var at = ((number - 1) * 13) + i;
                U16(folder, i < 5 ? 1 + (i * 2) : i < 11 ? 14 + ((i - 5) * 2) : 28 + ((i - 11) * 2), at < name.Length ? name[at] : at == name.Length ? '\0' : '\uFFFF');
            }
        }

        Encoding.ASCII.GetBytes(shortName).CopyTo(folder);
        return folder;
    }

    private static void U16(Span<byte> bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], value);

    private static void U32(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
