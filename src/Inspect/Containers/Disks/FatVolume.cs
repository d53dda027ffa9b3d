using System.Buffers.Binary;
using System.Numerics;
using Sekisho.Inspect.Attachments.Zip;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Reads FAT12, FAT16 and FAT32 volumes with long names (Microsoft, FAT32 File System Specification 1.03; ECMA-107).</summary>
internal sealed class FatVolume
{
    private const int EntryBytes = 32;
    private const int LongName = 0x0F;
    private const int IsFolder = 0x10;
    private const int IsLabel = 0x08;

    private readonly Disk _disk;
    private readonly VolumeWalk _walk;
    private long _tableAt, _rootAt, _dataAt;
    private int _bits, _clusterBytes, _rootEntries;
    private uint _rootCluster, _clusters;

    private FatVolume(Disk disk, VolumeWalk walk) => (_disk, _walk) = (disk, walk);

    /// <summary>Reads every folder; false where it is no such volume.</summary>
    public static bool Read(Disk disk, VolumeWalk walk)
    {
        var volume = new FatVolume(disk, walk);
        if (!volume.ReadBootSector()) return false;
        volume.ReadFolders();
        return true;
    }

    /// <summary>The parameter block (§3.1). Windows mounts what has possible numbers here, whatever text stands behind them.</summary>
    private bool ReadBootSector()
    {
        Span<byte> boot = stackalloc byte[512];
        _disk.Read(0, boot);
        int sectorBytes = BinaryPrimitives.ReadUInt16LittleEndian(boot[11..]), perCluster = boot[13], reserved = BinaryPrimitives.ReadUInt16LittleEndian(boot[14..]), tables = boot[16];
        if (boot[0] is not (0xE9 or 0xEB) || sectorBytes is < 128 or > 4096 || !BitOperations.IsPow2(sectorBytes) || !BitOperations.IsPow2(perCluster)) return false;
        if (reserved == 0 || tables == 0 || boot[21] is not (0xF0 or >= 0xF8)) return false;
        _rootEntries = BinaryPrimitives.ReadUInt16LittleEndian(boot[17..]);
        long sectors = BinaryPrimitives.ReadUInt16LittleEndian(boot[19..]), tableSectors = BinaryPrimitives.ReadUInt16LittleEndian(boot[22..]);
        if (sectors == 0) sectors = BinaryPrimitives.ReadUInt32LittleEndian(boot[32..]);
        var isThirtyTwo = tableSectors == 0;
        if (isThirtyTwo) tableSectors = BinaryPrimitives.ReadUInt32LittleEndian(boot[36..]);
        _clusterBytes = sectorBytes * perCluster;
        _tableAt = (long)reserved * sectorBytes;
        _rootAt = _tableAt + (tables * tableSectors * sectorBytes);
        _dataAt = _rootAt + (((_rootEntries * EntryBytes) + sectorBytes - 1) / sectorBytes * sectorBytes);
        var clusters = ((sectors * sectorBytes) - _dataAt) / _clusterBytes;
        if (tableSectors == 0 || clusters <= 0) return false;
        _clusters = (uint)Math.Min(clusters, 0x0FFFFFF5);
        _bits = isThirtyTwo ? 32 : clusters < 4085 ? 12 : 16;
        _rootCluster = isThirtyTwo ? BinaryPrimitives.ReadUInt32LittleEndian(boot[44..]) : 0;
        return true;
    }

    private void ReadFolders()
    {
        var folders = new Queue<(uint Cluster, string Path)>();
        var seen = new HashSet<uint> { _rootCluster };
        var root = _bits == 32 ? _walk.ReadFolder(_disk, ExtentsOf(_rootCluster, VolumeWalk.MaxFolderBytes), VolumeWalk.MaxFolderBytes) : _disk.Read(_rootAt, _rootEntries * EntryBytes);
        if (!ReadFolder(root.Span, "", folders)) return;
        while (folders.TryDequeue(out var folder) && _walk.IsInTime())
        {
            if (!seen.Add(folder.Cluster)) continue;
            if (seen.Count > VolumeWalk.MaxFolders)
            {
                _walk.NoteMembers();
                return;
            }

            var entries = _walk.ReadFolder(_disk, ExtentsOf(folder.Cluster, VolumeWalk.MaxFolderBytes), VolumeWalk.MaxFolderBytes);
            if (!ReadFolder(entries.Span, folder.Path, folders)) return;
        }
    }

    /// <summary>Entries of 32 bytes (§6); long names stand in front of the short ones, in pieces and backwards (§7).</summary>
    private bool ReadFolder(ReadOnlySpan<byte> entries, string path, Queue<(uint Cluster, string Path)> folders)
    {
        Span<char> longName = stackalloc char[20 * 13];
        var (pieces, sum) = (0, -1);
        for (; entries.Length >= EntryBytes && entries[0] != 0; entries = entries[EntryBytes..])
        {
            var entry = entries[..EntryBytes];
            if (!_walk.Step()) return false;
            if (entry[0] == 0xE5)
            {
                pieces = 0;
                continue;
            }

            if ((entry[11] & 0x3F) == LongName)
            {
                var number = entry[0] & 0x3F;
                if ((entry[0] & 0x40) != 0 && number is > 0 and <= 20)
                {
                    (pieces, sum) = (number, entry[13]);
                    longName[..(number * 13)].Clear();
                }

                if (number is > 0 and <= 20 && number <= pieces && entry[13] == sum) CopyPiece(entry, longName[((number - 1) * 13)..]);
                continue;
            }

            var name = pieces > 0 && sum == SumOf(entry[..11]) ? TextOf(longName[..(pieces * 13)]) : "";
            if (name.Length == 0) name = ShortName(entry);
            pieces = 0;
            if ((entry[11] & IsLabel) != 0 || entry[0] == (byte)'.' && name is "." or "..") continue;
            if (!Add(entry, path + name, folders)) return false;
        }

        return true;
    }

    private bool Add(ReadOnlySpan<byte> entry, string path, Queue<(uint Cluster, string Path)> folders)
    {
        uint high = _bits == 32 ? BinaryPrimitives.ReadUInt16LittleEndian(entry[20..]) : (uint)0, cluster = high << 16 | BinaryPrimitives.ReadUInt16LittleEndian(entry[26..]);
        if ((entry[11] & IsFolder) != 0)
        {
            if (folders.Count < VolumeWalk.MaxFolders) folders.Enqueue((cluster, path + "/"));
            return true;
        }

        long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[28..]);
        return _walk.Add(_disk, path, size, size == 0 ? [] : ExtentsOf(cluster, Math.Min(size, _walk.ImageBytes * 2)));
    }

    /// <summary>Follows the chain of a file's clusters (§4) as far as so many bytes need it.</summary>
    private List<Extent> ExtentsOf(uint cluster, long bytes)
    {
        var extents = new List<Extent>();
        for (; bytes > 0 && cluster >= 2 && cluster < _clusters + 2 && _walk.Step(); bytes -= _clusterBytes)
        {
            var at = _dataAt + ((cluster - 2L) * _clusterBytes);
            if (extents.Count > 0 && extents[^1].At + extents[^1].Bytes == at) extents[^1] = new Extent(extents[^1].At, extents[^1].Bytes + _clusterBytes);
            else extents.Add(new Extent(at, _clusterBytes));
            cluster = Next(cluster);
        }

        return extents;
    }

    private uint Next(uint cluster) => _bits switch
    {
        12 when _disk.UInt16(_tableAt + cluster + (cluster / 2)) is var pair => (uint)((cluster & 1) == 0 ? pair & 0xFFF : pair >> 4),
        16 => _disk.UInt16(_tableAt + (cluster * 2L)),
        _ => _disk.UInt32(_tableAt + (cluster * 4L)) & 0x0FFFFFFF,
    };

    private static void CopyPiece(ReadOnlySpan<byte> entry, Span<char> into)
    {
        for (var i = 0; i < 13; i++) into[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(entry[(i < 5 ? 1 + (i * 2) : i < 11 ? 14 + ((i - 5) * 2) : 28 + ((i - 11) * 2))..]);
    }

    private static string TextOf(ReadOnlySpan<char> name)
    {
        var end = name.IndexOf('\0');
        return (end < 0 ? name : name[..end]).ToString();
    }

    /// <summary>The sum that ties a long name to its short one (§7.2); names without it belong to a file that is gone.</summary>
    private static int SumOf(ReadOnlySpan<byte> name)
    {
        var sum = 0;
        foreach (var value in name) sum = ((sum & 1) << 7 | sum >> 1) + value & 0xFF;
        return sum;
    }

    /// <summary>Eight and three bytes in the character set of whoever wrote them; flags say that either part is lower case.</summary>
    private static string ShortName(ReadOnlySpan<byte> entry)
    {
        Span<byte> raw = stackalloc byte[11];
        entry[..11].CopyTo(raw);
        if (raw[0] == 0x05) raw[0] = 0xE5;
        var stem = ZipName.Decode(raw[..8].TrimEnd((byte)' '));
        var extension = ZipName.Decode(raw[8..].TrimEnd((byte)' '));
        if ((entry[12] & 0x08) != 0) stem = stem.ToLowerInvariant();
        if ((entry[12] & 0x10) != 0) extension = extension.ToLowerInvariant();
        return extension.Length == 0 ? stem : $"{stem}.{extension}";
    }
}
