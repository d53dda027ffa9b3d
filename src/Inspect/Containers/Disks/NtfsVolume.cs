using System.Buffers.Binary;
using System.Numerics;

namespace Sekisho.Inspect.Containers.Disks;

/// <summary>
/// Reads NTFS volumes (Microsoft's description of the master file table; Linux kernel documentation, fs/ntfs3). Not the folders
/// are walked but the file table, in one pass: every file in use has its record there, with its name and its folder.
/// </summary>
internal sealed class NtfsVolume
{
    private const long RootRecord = 5;

    /// <summary>The first records are the file system's own (its table, its log, its bitmap).</summary>
    private const long FirstFileRecord = 16;

    private const int MaxPathFolders = 32;

    private readonly Disk _disk;
    private readonly VolumeWalk _walk;
    private readonly Dictionary<long, NtfsFile> _files = [];
    private int _clusterBytes, _recordBytes;

    private NtfsVolume(Disk disk, VolumeWalk walk) => (_disk, _walk) = (disk, walk);

    /// <summary>Reads all files; false where it is no such volume.</summary>
    public static bool Read(Disk disk, VolumeWalk walk)
    {
        var volume = new NtfsVolume(disk, walk);
        if (!volume.ReadBootSector(out var tableAt)) return false;
        if (volume.ReadTable(tableAt)) volume.GiveFiles();
        else walk.NoteUnread();
        return true;
    }

    /// <summary>Numbers above 128 (or below zero) are powers of two, negated: a record of 1,024 bytes on large clusters is "-10".</summary>
    private bool ReadBootSector(out long tableAt)
    {
        Span<byte> boot = stackalloc byte[512];
        _disk.Read(0, boot);
        tableAt = 0;
        if (!boot[3..].StartsWith("NTFS    "u8)) return false;
        int sectorBytes = BinaryPrimitives.ReadUInt16LittleEndian(boot[11..]), perCluster = boot[13] > 128 ? 1 << Math.Min(256 - boot[13], 20) : boot[13], record = (sbyte)boot[64];
        if (sectorBytes is < 256 or > 4096 || !BitOperations.IsPow2(sectorBytes) || !BitOperations.IsPow2(perCluster) || (long)sectorBytes * perCluster > 2 * 1024 * 1024) return false;
        _clusterBytes = sectorBytes * perCluster;
        long recordBytes = record < 0 ? 1L << Math.Min(-record, 20) : (long)record * _clusterBytes;
        if (recordBytes is < 512 or > 4096) return false;
        _recordBytes = (int)recordBytes;
        tableAt = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(boot[48..]), int.MaxValue) * _clusterBytes;
        return true;
    }

    private bool ReadTable(long tableAt)
    {
        var buffer = new byte[_recordBytes];
        _disk.Read(tableAt, buffer);
        if (NtfsRecord.Read(buffer, _clusterBytes) is not { } table || table.Streams.Find(stream => stream.Name.Length == 0) is not { Resident: null } data) return false;

        // A table in so many pieces that its own record cannot hold them: what is behind the first is unread.
        if (data.ValidBytes > data.Extents.Sum(extent => extent.Bytes)) _walk.NoteUnread();
        long number = 0, left = data.ValidBytes;
        foreach (var extent in data.Extents)
        {
            for (var at = extent.At; at >= 0 && left >= _recordBytes && at + _recordBytes <= extent.At + extent.Bytes; at += _recordBytes, left -= _recordBytes, number++)
            {
                if (!_walk.Step(_recordBytes / 128) || (number & 1023) == 0 && !_walk.IsInTime()) return true;
                _disk.Read(at, buffer);
                if (NtfsRecord.Read(buffer, _clusterBytes) is { } record && !Keep(number, record)) return true;
            }
        }

        return true;
    }

    /// <summary>Large and much fragmented files go on in records of their own, which name the first one.</summary>
    private bool Keep(long number, NtfsRecord record)
    {
        var key = record.Base == 0 ? number : record.Base;
        if (!_files.TryGetValue(key, out var file))
        {
            if (_files.Count >= (long)_walk.RoomForMembers + VolumeWalk.MaxFolders)
            {
                _walk.NoteMembers();
                return false;
            }

            _files.Add(key, file = new NtfsFile());
        }

        if (record.Base == 0) file.IsFolder = record.IsFolder;
        file.Names.AddRange(record.Names);
        file.Streams.AddRange(record.Streams);
        return true;
    }

    private void GiveFiles()
    {
        foreach (var (number, file) in _files.OrderBy(pair => pair.Key))
        {
            if (number < FirstFileRecord || file.IsFolder || _walk.IsOver) continue;
            var names = file.Names.Where(name => !name.IsShort).ToList();
            var paths = (names.Count > 0 ? names : file.Names).Select(PathOf).ToList();
            if (paths.TrueForAll(path => path.StartsWith("$Extend/", StringComparison.Ordinal))) continue;

            // A file with several names has one content: it is looked at once.
            foreach (var path in paths.Skip(1)) _walk.AddName(path);
            foreach (var stream in file.Streams.GroupBy(stream => stream.Name, StringComparer.OrdinalIgnoreCase))
            {
                // Where the file came from; Windows writes it, and nothing can be started from it.
                if (stream.Key.Equals("Zone.Identifier", StringComparison.OrdinalIgnoreCase)) continue;
                Give(stream.Key.Length == 0 ? paths[0] : $"{paths[0]}:{stream.Key}", [.. stream.OrderBy(part => part.FirstCluster)]);
            }
        }
    }

    private void Give(string path, List<NtfsStream> parts)
    {
        var first = parts[0];
        if (first.Resident is { } content)
        {
            _walk.Add(path, content);
            return;
        }

        var extents = parts.SelectMany(part => part.Extents).ToList();
        var size = Math.Max(0, first.ValidBytes);

        // Encrypted files have their key elsewhere; files that the system packed ("WofCompressedData") have their content in another stream.
        if (first.IsEncrypted || path.EndsWith(":WofCompressedData", StringComparison.OrdinalIgnoreCase)) _walk.AddUnread(path);
        else if (first.UnitClusters > 0) _walk.Add(path, size, maxBytes => NtfsPacking.Unpack(_disk, extents, first.UnitClusters * (long)_clusterBytes, Math.Min(size, maxBytes)));
        else _walk.Add(_disk, path, size, extents);
    }

    private string PathOf(NtfsName name)
    {
        var path = name.Text;
        var folder = name.Folder;
        for (var level = 0; level < MaxPathFolders && folder != RootRecord && _files.TryGetValue(folder, out var above) && above.Names.Find(item => !item.IsShort) is { } parent; level++)
        {
            path = $"{parent.Text}/{path}";
            folder = parent.Folder;
        }

        return path;
    }
}
