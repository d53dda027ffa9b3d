namespace Sekisho.Inspect.Containers.Disks;

/// <summary>
/// Finds the volumes of a disk: the whole disk, those of the master boot record with its extended partitions, and those of a
/// GUID partition table (UEFI Specification 2.10 §5). All of them are named: which one a system takes is its own affair.
/// </summary>
internal static class PartitionTable
{
    /// <summary>Most volumes of a disk; Windows gives letters to 24.</summary>
    public const int MaxVolumes = 128;

    private const int EntriesAt = 446;
    private const int ProtectiveType = 0xEE;

    /// <summary>Whether a sector is a master boot record: its mark, four entries that are possible, and one at least that is used.</summary>
    public static bool IsBootRecord(ReadOnlySpan<byte> sector)
    {
        if (sector.Length < 512 || sector[510] != 0x55 || sector[511] != 0xAA) return false;
        var used = 0;
        for (var i = 0; i < 4; i++)
        {
            var entry = sector.Slice(EntriesAt + (i * 16), 16);
            if (entry[0] is not (0 or 0x80)) return false;
            if (entry[4] == 0) continue;
            var cursor = new ByteCursor(entry[8..]);
            if (cursor.UInt32() == 0 || cursor.UInt32() == 0) return false;
            used++;
        }

        return used > 0;
    }

    /// <summary>The volumes, each place once, the whole disk first.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="sectorBytes">How long its sectors are, in bytes: 512, or on a few disks 4,096. Nothing on a plain image tells.</param>
    public static IReadOnlyList<Disk> Read(Disk disk, int sectorBytes)
    {
        var volumes = new List<Disk> { disk };
        var seen = new HashSet<long> { 0 };
        ReadGuidTable(disk, sectorBytes, volumes, seen);
        ReadBootRecord(disk, 0, 0, sectorBytes, volumes, seen);
        return volumes;
    }

    private static void ReadBootRecord(Disk disk, long recordAt, long extendedAt, int sectorBytes, List<Disk> volumes, HashSet<long> seen)
    {
        var records = 0;
        Span<byte> sector = stackalloc byte[512];
        while (records++ < MaxVolumes)
        {
            disk.Read(recordAt, sector);
            if (!IsBootRecord(sector)) return;
            long next = -1;
            for (var i = 0; i < 4; i++)
            {
                var cursor = new ByteCursor(sector.Slice(EntriesAt + (i * 16), 16));
                cursor.Skip(4);
                var type = cursor.Byte();
                cursor.Skip(3);
                long start = cursor.UInt32() * (long)sectorBytes, bytes = cursor.UInt32() * (long)sectorBytes;
                // Extended partitions are a chain of records, each counting from the first of them.
                if (type is 0x05 or 0x0F or 0x85) next = next < 0 ? extendedAt + start : next;
                else if (type is not (0 or ProtectiveType)) Add(disk, recordAt + start, bytes, volumes, seen);
            }

            if (next <= recordAt) return;
            recordAt = next;
            if (extendedAt == 0) extendedAt = next;
        }
    }

    private static void ReadGuidTable(Disk disk, int sectorBytes, List<Disk> volumes, HashSet<long> seen)
    {
        Span<byte> header = stackalloc byte[92];
        disk.Read(sectorBytes, header);
        if (!header.StartsWith("EFI PART"u8)) return;
        var cursor = new ByteCursor(header);
        cursor.Skip(72);
        long table = (long)Math.Min(cursor.UInt64(), int.MaxValue) * sectorBytes, count = cursor.UInt32(), entryBytes = cursor.UInt32();
        if (entryBytes is < 128 or > 4096) return;
        Span<byte> entry = stackalloc byte[128];
        for (var i = 0; i < Math.Min(count, MaxVolumes); i++)
        {
            disk.Read(table + (i * entryBytes), entry);
            var fields = new ByteCursor(entry);
            var isUnused = fields.UInt64() == 0 & fields.UInt64() == 0;
            fields.Skip(16);
            long first = (long)Math.Min(fields.UInt64(), long.MaxValue / 8192), last = (long)Math.Min(fields.UInt64(), long.MaxValue / 8192);
            if (!isUnused && last >= first) Add(disk, first * sectorBytes, (last - first + 1) * sectorBytes, volumes, seen);
        }
    }

    private static void Add(Disk disk, long start, long bytes, List<Disk> volumes, HashSet<long> seen)
    {
        if (volumes.Count < MaxVolumes && start < disk.Length && seen.Add(start)) volumes.Add(disk.Part(start, bytes));
    }
}
