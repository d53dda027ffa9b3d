using System.Buffers.Binary;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Disks;

namespace Sekisho.Inspect.Tests.Containers.Disks;

/// <summary>Folders of images are counted, the root included: at the limit nothing is noted, one past it is.</summary>
public sealed class FolderLimitTests
{
    private const int Sector = 512;

    [Theory]
    [InlineData("fat", VolumeWalk.MaxFolders)]
    [InlineData("exfat", VolumeWalk.MaxFolders)]
    [InlineData("iso", IsoContainer.MaxFolders)]
    [InlineData("udf", UdfContainer.MaxFolders)]
    public async Task Folders_are_read_at_the_limit_and_noted_one_past(string kind, int limit)
    {
        Assert.Empty(await LimitsAsync(kind, limit));
        Assert.Equal(["MaxArchiveMembers"], await LimitsAsync(kind, limit + 1));
    }

    [Fact]
    public async Task Records_of_ntfs_are_kept_at_the_limit_and_noted_one_past()
    {
        // Folders have records as files have: as many again as members may be listed.
        var options = new InspectOptions { Limits = new InspectLimits { MaxArchiveMembers = 10 } };
        Assert.Empty((await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", Ntfs(VolumeWalk.MaxFolders + 10)), options)).List("inspection.limits"));
        Assert.Equal(["MaxArchiveMembers"], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", Ntfs(VolumeWalk.MaxFolders + 11)), options)).List("inspection.limits"));
    }

    [Theory]
    [InlineData(PartitionTable.MaxVolumes, true)]
    [InlineData(PartitionTable.MaxVolumes + 1, false)]
    public void Volumes_are_found_at_the_limit_and_not_one_past(int volumes, bool isFound)
    {
        // The whole disk is the first volume; each further one a sector in a table of so many entries.
        var disk = new byte[(63 + volumes) * Sector];
        var header = disk.AsSpan(Sector);
        "EFI PART"u8.CopyTo(header);
        (header[72], header[80], header[84]) = (2, (byte)(volumes - 1), 128);
        for (var i = 0; i < volumes - 1; i++)
        {
            var entry = disk.AsSpan((2 * Sector) + (i * 128));
            (entry[0], entry[32], entry[33], entry[40], entry[41]) = (1, (byte)(64 + i), (byte)((64 + i) >> 8), (byte)(64 + i), (byte)((64 + i) >> 8));
        }

        disk[^Sector] = 7;
        Assert.Equal(isFound, PartitionTable.Read(Disk.Plain(disk), Sector).Any(volume => volume.Length == Sector && volume.Read(0, 1).Span[0] == 7));
    }

    [Fact]
    public async Task An_honest_volume_is_no_bomb_however_fragmented_it_is()
    {
        // Clusters of one sector, as small as there are; four files that take turns with them, so that none has two side by side;
        // and a root full of entries of files that were deleted.
        const int clusters = 4000, tableSectors = 16, rootEntries = 4096, dataAt = (1 + tableSectors + (rootEntries / 16)) * Sector;
        var disk = Fat(clusters, tableSectors, rootEntries, dataAt + (clusters * Sector));
        for (var cluster = 2; cluster < clusters - 8; cluster++) BinaryPrimitives.WriteUInt16LittleEndian(disk.AsSpan(Sector + (cluster * 2)), (ushort)(cluster + 4 < clusters - 8 ? cluster + 4 : 0xFFFF));
        for (var i = 0; i < rootEntries; i++)
        {
            var entry = disk.AsSpan(((1 + tableSectors) * Sector) + (i * 32));
            entry[0] = 0xE5;
            if (i % 1024 != 1023) continue;
            Encoding.ASCII.GetBytes($"{i:D8}TXT").CopyTo(entry);
            entry[26] = (byte)(2 + (i / 1024));
            BinaryPrimitives.WriteInt32LittleEndian(entry[28..], 990 * Sector);
        }

        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhd", DiskBytes.FixedVhd(disk)));
        Assert.Empty(verdict.List("archives.bombs"));
        Assert.Equal(4, verdict.List("archives.members").Length);
        Assert.Empty(verdict.List("inspection.limits"));
    }

    private static async Task<string[]> LimitsAsync(string kind, int folders)
    {
        var (name, image) = kind switch
        {
            "fat" => ("a.vhd", FatFolders(folders - 1)),
            "exfat" => ("a.vhd", ExfatFolders(folders - 1)),
            "iso" => ("a.iso", IsoFolders(folders - 1)),
            _ => ("a.iso", UdfFolders(folders - 1)),
        };
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, image));
        Assert.Empty(verdict.List("archives.bombs"));
        return verdict.List("inspection.limits");
    }

    private static byte[] Fat(int clusters, int tableSectors, int rootEntries, int bytes)
    {
        var disk = new byte[bytes];
        (disk[0], disk[12], disk[13], disk[14], disk[16], disk[17], disk[18], disk[21], disk[22], disk[510], disk[511]) = (0xEB, 2, 1, 1, 1, (byte)rootEntries, (byte)(rootEntries >> 8), 0xF8, (byte)tableSectors, 0x55, 0xAA);
        BinaryPrimitives.WriteInt32LittleEndian(disk.AsSpan(32), 1 + tableSectors + (rootEntries / 16) + clusters);
        return disk;
    }

    /// <summary>Empty folders; their clusters lie behind the end of the image, where everything is zero.</summary>
    private static byte[] FatFolders(int folders)
    {
        const int clusters = 5000, tableSectors = 20, rootEntries = 2048;
        var disk = Fat(clusters, tableSectors, rootEntries, (1 + tableSectors + (rootEntries / 16)) * Sector);
        for (var i = 0; i < folders; i++)
        {
            var entry = disk.AsSpan(((1 + tableSectors) * Sector) + (i * 32));
            Encoding.ASCII.GetBytes($"{i:D8}   ").CopyTo(entry);
            (entry[11], entry[26], entry[27]) = (0x10, (byte)(i + 2), (byte)((i + 2) >> 8));
        }

        return DiskBytes.FixedVhd(disk);
    }

    private static byte[] ExfatFolders(int folders)
    {
        // Clusters of 256 KB: the root lies in one.
        var volume = new byte[(32 * Sector) + (256 * 1024)];
        "EXFAT   "u8.CopyTo(volume.AsSpan(3));
        (volume[108], volume[109]) = (9, 9);
        foreach (var (at, value) in ((int, int)[])[(80, 24), (84, 8), (88, 32), (92, 5000), (96, 2)]) BinaryPrimitives.WriteInt32LittleEndian(volume.AsSpan(at), value);
        var entry = volume.AsSpan(32 * Sector);
        for (var i = 0; i < folders; i++, entry = entry[96..])
        {
            (entry[0], entry[1], entry[4], entry[32], entry[33], entry[35], entry[64]) = (0x85, 2, 0x10, 0xC0, 3, 4, 0xC1);
            BinaryPrimitives.WriteInt32LittleEndian(entry[52..], i + 3);
            entry[56] = 96;
            Encoding.Unicode.GetBytes($"{i:D4}").CopyTo(entry[66..]);
        }

        return DiskBytes.FixedVhd(volume);
    }

    private static byte[] Ntfs(int records)
    {
        const int cluster = 4096, tableCluster = 1;
        var volume = new byte[(tableCluster * cluster) + (records * 1024)];
        "NTFS    "u8.CopyTo(volume.AsSpan(3));
        (volume[12], volume[13], volume[48], volume[64]) = (2, 8, tableCluster, 0xF6);
        for (var i = 0; i < records; i++)
        {
            var record = volume.AsSpan((tableCluster * cluster) + (i * 1024), 1024);
            "FILE"u8.CopyTo(record);
            (record[4], record[6], record[20], record[22]) = (48, 3, 56, (byte)(i == 0 ? 1 : 3));
            record.Slice(56, 4).Fill(0xFF);
        }

        // The table's own record says where it lies: so many clusters in one piece.
        var data = volume.AsSpan((tableCluster * cluster) + 56);
        (data[0], data[1], data[2], data[3], data[4], data[8], data[32]) = (0x80, 0, 0, 0, 72, 1, 64);
        BinaryPrimitives.WriteInt64LittleEndian(data[48..], records * 1024L);
        BinaryPrimitives.WriteInt64LittleEndian(data[56..], records * 1024L);
        var clusters = (records + 3) / 4;
        (data[64], data[65], data[66], data[67]) = (0x12, (byte)clusters, (byte)(clusters >> 8), tableCluster);
        data.Slice(72, 4).Fill(0xFF);
        return DiskBytes.FixedVhd([.. volume, .. new byte[cluster]]);
    }

    private static byte[] IsoFolders(int folders)
    {
        const int recordsAt = 18, first = 100;
        var image = new byte[(first + folders) * 2048];
        image[16 * 2048] = 1;
        "CD001\u0001"u8.CopyTo(image.AsSpan((16 * 2048) + 1));
        Record(image.AsSpan((16 * 2048) + 156), recordsAt, (first - recordsAt) * 2048);
        image[17 * 2048] = 255;
        "CD001\u0001"u8.CopyTo(image.AsSpan((17 * 2048) + 1));
        for (var i = 0; i < folders; i++) Record(image.AsSpan(((recordsAt + (i / 50)) * 2048) + (i % 50 * 40)), first + i, 0);
        return image;

        static void Record(Span<byte> record, int sector, int bytes)
        {
            (record[0], record[25], record[32], record[33], record[34]) = (40, 2, 2, (byte)'a', (byte)'b');
            BinaryPrimitives.WriteInt32LittleEndian(record[2..], sector);
            BinaryPrimitives.WriteInt32LittleEndian(record[10..], bytes);
        }
    }

    private static byte[] UdfFolders(int folders)
    {
        var image = new byte[(310 * 2048) + (folders * 44)];
        "BEA01"u8.CopyTo(image.AsSpan(32769));
        "NSR02"u8.CopyTo(image.AsSpan(34817));
        foreach (var (sector, at, value) in ((int, int, int)[])[(256, 0, 2), (256, 16, 3 * 2048), (256, 20, 257), (257, 0, 5), (258, 0, 6), (258, 212, 2048), (258, 252, 270), (259, 0, 8), (270, 0, 256), (270, 404, 300), (300, 0, 261), (300, 56, folders * 44), (300, 172, 8), (300, 176, folders * 44), (300, 180, 310)])
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan((sector * 2048) + at), value);
        for (var i = 0; i < folders; i++)
        {
            var record = image.AsSpan((310 * 2048) + (i * 44));
            (record[0], record[1], record[18], record[19], record[38], record[39]) = (1, 1, 2, 6, 8, (byte)'a');
            BinaryPrimitives.WriteInt32LittleEndian(record[24..], 1000 + i);
        }

        return image;
    }
}
