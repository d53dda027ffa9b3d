using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Reads exFAT volumes (Microsoft, exFAT File System Specification 1.00).</summary>
internal sealed class ExfatVolume
{
    private const int EntryBytes = 32;
    private const int FileEntry = 0x85;
    private const int StreamEntry = 0xC0;
    private const int NameEntry = 0xC1;
    private const int NameChars = 15;

    private readonly Disk _disk;
    private readonly VolumeWalk _walk;
    private long _tableAt, _dataAt;
    private int _clusterBytes;
    private uint _rootCluster, _clusters;

    private ExfatVolume(Disk disk, VolumeWalk walk) => (_disk, _walk) = (disk, walk);

    /// <summary>Reads every folder; false where it is no such volume.</summary>
    public static bool Read(Disk disk, VolumeWalk walk)
    {
        var volume = new ExfatVolume(disk, walk);
        if (!volume.ReadBootSector()) return false;
        volume.ReadFolders();
        return true;
    }

    /// <summary>The main boot sector (§3.1).</summary>
    private bool ReadBootSector()
    {
        Span<byte> boot = stackalloc byte[512];
        _disk.Read(0, boot);
        if (!boot[3..].StartsWith("EXFAT   "u8) || boot[108] is < 9 or > 12 || boot[108] + boot[109] > 25) return false;
        var sectorBytes = 1L << boot[108];
        _clusterBytes = 1 << (boot[108] + boot[109]);
        _tableAt = BinaryPrimitives.ReadUInt32LittleEndian(boot[80..]) * sectorBytes;
        _dataAt = BinaryPrimitives.ReadUInt32LittleEndian(boot[88..]) * sectorBytes;
        _clusters = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(boot[92..]), 0xFFFFFFF5);
        _rootCluster = BinaryPrimitives.ReadUInt32LittleEndian(boot[96..]);
        return true;
    }

    private void ReadFolders()
    {
        var folders = new Queue<(uint Cluster, long Bytes, bool IsChained, string Path)>();
        var seen = new HashSet<uint>();
        folders.Enqueue((_rootCluster, VolumeWalk.MaxFolderBytes, true, ""));
        while (folders.TryDequeue(out var folder) && _walk.IsInTime())
        {
            if (!seen.Add(folder.Cluster)) continue;
            if (seen.Count > VolumeWalk.MaxFolders)
            {
                _walk.NoteMembers();
                return;
            }

            var bytes = Math.Min(folder.Bytes, VolumeWalk.MaxFolderBytes);
            if (!ReadFolder(_walk.ReadFolder(_disk, ExtentsOf(folder.Cluster, bytes, folder.IsChained), bytes).Span, folder.Path, folders)) return;
        }
    }

    /// <summary>Sets of entries (§6.3): a file, its stream, and its name in pieces of fifteen characters.</summary>
    private bool ReadFolder(ReadOnlySpan<byte> entries, string path, Queue<(uint Cluster, long Bytes, bool IsChained, string Path)> folders)
    {
        while (entries.Length >= EntryBytes && entries[0] != 0)
        {
            if (!_walk.Step()) return false;
            var more = entries[0] == FileEntry ? entries[1] : 0;
            var length = (more + 1) * EntryBytes;
            if (length > entries.Length) return true;
            if (more >= 2 && entries[EntryBytes] == StreamEntry && !Add(entries[..length], path, folders)) return false;
            entries = entries[(more >= 2 && entries[EntryBytes] == StreamEntry ? length : EntryBytes)..];
        }

        return true;
    }

    private bool Add(ReadOnlySpan<byte> set, string path, Queue<(uint Cluster, long Bytes, bool IsChained, string Path)> folders)
    {
        var stream = set.Slice(EntryBytes, EntryBytes);
        var text = new StringBuilder();
        for (var rest = set[(2 * EntryBytes)..]; rest.Length >= EntryBytes && rest[0] == NameEntry; rest = rest[EntryBytes..]) text.Append(Encoding.Unicode.GetString(rest.Slice(2, NameChars * 2)));
        var name = path + text.ToString(0, Math.Min(text.Length, stream[3]));
        var isChained = (stream[1] & 2) == 0;
        var cluster = BinaryPrimitives.ReadUInt32LittleEndian(stream[20..]);
        long size = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(stream[24..]), long.MaxValue / 4), valid = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(stream[8..]), (ulong)size);
        if ((set[4] & 0x10) != 0)
        {
            if (folders.Count < VolumeWalk.MaxFolders) folders.Enqueue((cluster, size, isChained, name + "/"));
            return true;
        }

        // Behind the valid length everything is zero, whatever the clusters hold.
        return _walk.Add(_disk, name, valid, valid == 0 ? [] : ExtentsOf(cluster, Math.Min(valid, _walk.ImageBytes * 2), isChained));
    }

    private List<Extent> ExtentsOf(uint cluster, long bytes, bool isChained)
    {
        var extents = new List<Extent>();
        if (!isChained && cluster >= 2) return [new Extent(AtOf(cluster), (bytes + _clusterBytes - 1) / _clusterBytes * _clusterBytes)];
        for (; bytes > 0 && cluster >= 2 && cluster - 2 < _clusters && _walk.Step(); bytes -= _clusterBytes)
        {
            var at = AtOf(cluster);
            if (extents.Count > 0 && extents[^1].At + extents[^1].Bytes == at) extents[^1] = new Extent(extents[^1].At, extents[^1].Bytes + _clusterBytes);
            else extents.Add(new Extent(at, _clusterBytes));
            cluster = _disk.UInt32(_tableAt + (cluster * 4L));
        }

        return extents;
    }

    private long AtOf(uint cluster) => _dataAt + ((cluster - 2L) * _clusterBytes);
}
