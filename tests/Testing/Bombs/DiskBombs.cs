using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>Bombs in images of disks: files and folders that share their clusters, chains, packed units.</summary>
internal static class DiskBombs
{
    private const int Sector = 512;

    /// <summary>All of them.</summary>
    public static IEnumerable<Bomb> All =>
    [
        new("one.vhd", Disk, "archive_bomb"),
        new("folders.vhd", FatFolders, null),
        new("chains.vhd", FatChains, null),
        new("chains-exfat.vhd", ExfatChains, null),
        new("units.vhd", NtfsUnits, null),
        new("records.iso", () => Iso(isFolder: true), null),
        new("files.iso", () => Iso(isFolder: false), "structure_limit"),
        new("records-udf.iso", Udf, null),
    ];

    /// <summary>A FAT volume in a fixed virtual disk, whose 500 files are all the same 600 KB.</summary>
    private static byte[] Disk()
    {
        const int sector = 512, clusters = 1300, tableSectors = 4, rootEntries = 512, dataAt = (1 + tableSectors + 32) * sector;
        var disk = new byte[dataAt + (clusters * sector)];
        (disk[0], disk[12], disk[13], disk[14], disk[16], disk[18], disk[21], disk[22]) = (0xEB, 2, 1, 1, 1, rootEntries >> 8, 0xF8, tableSectors);
        BinaryPrimitives.WriteInt32LittleEndian(disk.AsSpan(32), disk.Length / sector);
        for (var cluster = 2; cluster < 1202; cluster++)
        {
            // Twelve bits each.
            var (at, next) = (sector + (cluster * 3 / 2), cluster + 1);
            if ((cluster & 1) == 0) (disk[at], disk[at + 1]) = ((byte)next, (byte)(disk[at + 1] & 0xF0 | next >> 8));
            else (disk[at], disk[at + 1]) = ((byte)(disk[at] & 0x0F | next << 4), (byte)(next >> 4));
        }

        for (var file = 0; file < 500; file++)
        {
            var entry = disk.AsSpan(((1 + tableSectors) * sector) + (file * 32));
            Encoding.ASCII.GetBytes($"{file:D8}TAR").CopyTo(entry);
            entry[26] = 2;
            BinaryPrimitives.WriteInt32LittleEndian(entry[28..], 600_000);
        }

        "ustar"u8.CopyTo(disk.AsSpan(dataAt + 257));
        var footer = new byte[sector];
        "conectix"u8.CopyTo(footer);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(48), disk.Length);
        footer[63] = 2;
        return [.. disk, .. footer];
    }

    /// <summary>A FAT16 volume of large clusters with a thousand folders, each two megabytes of the same clusters in no order.</summary>
    private static byte[] FatFolders()
    {
        // Clusters of 32 KB; 64 of them in a ring that leads through all of them backwards.
        const int perCluster = 64, clusters = 5000, tableSectors = 40, dataAt = (1 + tableSectors + 32) * Sector;
        var disk = Fat(perCluster, clusters, tableSectors, dataAt + (80 * perCluster * Sector));
        for (var cluster = 2; cluster < 80; cluster++) BinaryPrimitives.WriteUInt16LittleEndian(disk.AsSpan(Sector + (cluster * 2)), (ushort)(cluster == 2 ? 79 : cluster - 1));
        for (var folder = 0; folder < 512; folder++) FatEntry(disk.AsSpan(((1 + tableSectors) * Sector) + (folder * 32)), $"{folder:D8}   ", 0x10, 2 + (folder % 78), 0);

        // In each cluster something: folders whose first entry is empty hold nothing more.
        for (var cluster = 0; cluster < 78; cluster++)
            for (var i = 0; i < 1024; i++) disk[dataAt + (cluster * perCluster * Sector) + (i * 32)] = 0xE5;
        return [.. disk, .. Footer(disk.Length)];
    }

    /// <summary>A FAT16 volume whose files all follow the same long chain.</summary>
    private static byte[] FatChains()
    {
        const int clusters = 60_000, tableSectors = 240, dataAt = (1 + tableSectors + 32) * Sector;
        var disk = Fat(1, clusters, tableSectors, dataAt + (8000 * Sector));
        for (var cluster = 2; cluster < clusters; cluster++) BinaryPrimitives.WriteUInt16LittleEndian(disk.AsSpan(Sector + (cluster * 2)), (ushort)(((cluster * 7) % (clusters - 2)) + 2));
        for (var file = 0; file < 512; file++) FatEntry(disk.AsSpan(((1 + tableSectors) * Sector) + (file * 32)), $"{file:D8}TXT", 0, 3, 20_000_000);
        return [.. disk, .. Footer(disk.Length)];
    }

    private static byte[] Fat(int perCluster, int clusters, int tableSectors, int bytes)
    {
        var disk = new byte[bytes];
        (disk[0], disk[12], disk[13], disk[14], disk[16], disk[18], disk[21], disk[22]) = (0xEB, 2, (byte)perCluster, 1, 1, 512 >> 8, 0xF8, (byte)tableSectors);
        BinaryPrimitives.WriteInt32LittleEndian(disk.AsSpan(32), 1 + tableSectors + 32 + (clusters * perCluster));
        return disk;
    }

    private static void FatEntry(Span<byte> entry, string name, byte flags, int cluster, int bytes)
    {
        Encoding.ASCII.GetBytes(name).CopyTo(entry);
        entry[11] = flags;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[26..], (ushort)cluster);
        BinaryPrimitives.WriteInt32LittleEndian(entry[28..], bytes);
    }

    /// <summary>An exFAT volume of two clusters that follow each other for ever, and two thousand files that begin there.</summary>
    private static byte[] ExfatChains()
    {
        var volume = new byte[(32 + 400) * Sector];
        "EXFAT   "u8.CopyTo(volume.AsSpan(3));
        (volume[108], volume[109]) = (9, 0);
        foreach (var (at, value) in ((int, int)[])[(80, 24), (84, 8), (88, 32), (92, 400), (96, 2)]) BinaryPrimitives.WriteInt32LittleEndian(volume.AsSpan(at), value);
        var table = volume.AsSpan(24 * Sector);
        for (var cluster = 2; cluster < 380; cluster++) BinaryPrimitives.WriteInt32LittleEndian(table[(cluster * 4)..], cluster + 1);
        BinaryPrimitives.WriteInt32LittleEndian(table[(390 * 4)..], 392);
        BinaryPrimitives.WriteInt32LittleEndian(table[(392 * 4)..], 390);
        var root = volume.AsSpan(32 * Sector);
        for (var file = 0; file < 2000; file++, root = root[96..])
        {
            (root[0], root[1], root[32], root[33], root[35], root[64]) = (0x85, 2, 0xC0, 1, 8, 0xC1);
            BinaryPrimitives.WriteInt64LittleEndian(root[40..], 1L << 40);
            BinaryPrimitives.WriteInt32LittleEndian(root[52..], 390);
            BinaryPrimitives.WriteInt64LittleEndian(root[56..], 1L << 40);
            Encoding.Unicode.GetBytes($"{file:D4}.txt").CopyTo(root[66..]);
        }

        return [.. volume, .. Footer(volume.Length)];
    }

    /// <summary>An NTFS volume with a thousand files, each packed in units of 16 MB that share their clusters.</summary>
    private static byte[] NtfsUnits()
    {
        const int records = 1024, tableCluster = 1, cluster = 65536;
        var volume = new byte[(tableCluster * cluster) + (records * 1024) + (20 * cluster)];
        "NTFS    "u8.CopyTo(volume.AsSpan(3));
        (volume[12], volume[13], volume[48], volume[64]) = (2, 128, tableCluster, 0xF6);
        Record(0, Data(0, records * 1024L, 0, [0x11, 16, tableCluster]));
        for (var i = 16; i < records; i++) Record(i, [.. Name($"{i:D4}.txt"), .. Data(1, 16 * 1024 * 1024, 8, [0x12, 0xF0, 0, 17, 0x01, 16])]);
        return [.. volume, .. Footer(volume.Length)];

        void Record(int number, byte[] attributes)
        {
            var record = volume.AsSpan((tableCluster * cluster) + (number * 1024), 1024);
            "FILE"u8.CopyTo(record);
            (record[4], record[6], record[20], record[22]) = (48, 3, 56, 1);
            attributes.CopyTo(record[56..]);
            record.Slice(56 + attributes.Length, 4).Fill(0xFF);
        }
    }

    private static byte[] Name(string text)
    {
        var value = new byte[(24 + 66 + (text.Length * 2) + 7) & ~7];
        (value[0], value[4], value[10], value[16], value[20]) = (0x30, (byte)value.Length, 24, (byte)(66 + (text.Length * 2)), 24);
        (value[24], value[24 + 64], value[24 + 65]) = (5, (byte)text.Length, 3);
        Encoding.Unicode.GetBytes(text).CopyTo(value, 24 + 66);
        return value;
    }

    private static byte[] Data(byte flags, long size, byte unit, byte[] runs)
    {
        var attribute = new byte[(64 + runs.Length + 8) & ~7];
        (attribute[0], attribute[4], attribute[8], attribute[12], attribute[32], attribute[34]) = (0x80, (byte)attribute.Length, 1, flags, 64, unit);
        BinaryPrimitives.WriteInt64LittleEndian(attribute.AsSpan(48), size);
        BinaryPrimitives.WriteInt64LittleEndian(attribute.AsSpan(56), size);
        runs.CopyTo(attribute, 64);
        return attribute;
    }

    private static byte[] Footer(long size)
    {
        var footer = new byte[Sector];
        "conectix"u8.CopyTo(footer);
        BinaryPrimitives.WriteInt64BigEndian(footer.AsSpan(48), size);
        footer[63] = 2;
        return footer;
    }

    /// <summary>A CD image whose folders are each the whole image, full of further folders; or of files that are all of it.</summary>
    private static byte[] Iso(bool isFolder)
    {
        var image = new byte[4 * 1024 * 1024];
        image[16 * 2048] = 1;
        "CD001\u0001"u8.CopyTo(image.AsSpan((16 * 2048) + 1));
        Record(image.AsSpan((16 * 2048) + 156), 18, isFolder: true);
        image[17 * 2048] = 255;
        "CD001\u0001"u8.CopyTo(image.AsSpan((17 * 2048) + 1));
        for (var (sector, number) = (18, 0); sector < image.Length / 2048; sector++)
            for (var at = 0; at + 48 <= 2048; at += 40, number++)
                Record(image.AsSpan((sector * 2048) + at), isFolder ? 18 + (number % 2000) : 18, isFolder);
        return image;

        void Record(Span<byte> record, int at, bool isFolder)
        {
            (record[0], record[25], record[32], record[33], record[34], record[35], record[36], record[37]) = (40, (byte)(isFolder ? 2 : 0), 5, (byte)'a', (byte)'.', (byte)'t', (byte)'x', (byte)'t');
            BinaryPrimitives.WriteInt32LittleEndian(record[2..], at);
            BinaryPrimitives.WriteInt32LittleEndian(record[10..], image.Length);
        }
    }

    /// <summary>The same in the newer format: two thousand folders, and each has the records of all others.</summary>
    private static byte[] Udf()
    {
        const int folders = 2500, records = 40_000, recordsAt = 300 + folders;
        var image = new byte[(recordsAt * 2048) + (records * 44)];
        "CD001\u0001"u8.CopyTo(image.AsSpan((16 * 2048) + 1));
        "BEA01"u8.CopyTo(image.AsSpan((17 * 2048) + 1));
        "NSR02"u8.CopyTo(image.AsSpan((18 * 2048) + 1));
        image[16 * 2048] = 255;
        Tag(256, 2);
        U32(256, 16, 3 * 2048);
        U32(256, 20, 257);
        Tag(257, 5);
        U32(257, 188, 0);
        Tag(258, 6);
        U32(258, 212, 2048);
        U32(258, 252, 270);
        Tag(259, 8);
        Tag(270, 256);
        U32(270, 404, 300);
        for (var i = 0; i < folders; i++)
        {
            Tag(300 + i, 261);
            BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(((300 + i) * 2048) + 56), records * 44);
            U32(300 + i, 172, 8);
            U32(300 + i, 176, records * 44);
            U32(300 + i, 180, recordsAt);
        }

        for (var i = 0; i < records; i++)
        {
            var record = image.AsSpan((recordsAt * 2048) + (i * 44));
            (record[0], record[1], record[18], record[19], record[38], record[39]) = (1, 1, 2, 6, 8, (byte)'a');
            BinaryPrimitives.WriteInt32LittleEndian(record[24..], 300 + (i % folders));
        }

        return image;

        void Tag(int sector, ushort tag) => BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(sector * 2048), tag);

        void U32(int sector, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan((sector * 2048) + at), value);
    }
}
