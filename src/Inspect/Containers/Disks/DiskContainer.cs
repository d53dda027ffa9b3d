namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Opens images of disks: virtual ones (VHD, VHDX) and plain ones, with the file systems that Windows mounts by a double click.</summary>
internal static class DiskContainer
{
    /// <summary>How much of a volume says whether there is anything on it, in bytes: Linux file systems begin behind 1 KB or 64 KB of nothing.</summary>
    private const int ProbeBytes = 68 * 1024;

    /// <summary>Reads the files of all volumes. What is not read is named by the kind of the image.</summary>
    public static void Read(string kind, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var disk = kind switch
        {
            "vhd" => VirtualDisk.Open(content),
            "vhdx" => VirtualDiskX.Open(content),
            _ => Disk.Plain(content),
        };
        if (disk is null)
        {
            visit.Findings.Unread.Add(kind);
            return;
        }

        var walk = new VolumeWalk(kind, content.Length, visit);
        // What is found with the usual length of sectors is the truth; only where nothing is, the other one is tried.
        if (!ReadVolumes(PartitionTable.Read(disk, 512), walk, out var isUnread) && !ReadVolumes(PartitionTable.Read(disk, 4096), walk, out var isUnreadToo)) isUnread |= isUnreadToo;
        if (isUnread) walk.NoteUnread();
        visit.JudgeSize(walk.ClaimedBytes, content.Length);
    }

    private static bool ReadVolumes(IReadOnlyList<Disk> volumes, VolumeWalk walk, out bool isUnread)
    {
        var isRead = isUnread = false;
        for (var i = 0; i < volumes.Count && !walk.IsOver; i++)
        {
            if (FatVolume.Read(volumes[i], walk) || ExfatVolume.Read(volumes[i], walk) || NtfsVolume.Read(volumes[i], walk) || walk.ReadOptical(volumes[i])) isRead = true;
            else if ((i > 0 || volumes.Count == 1) && !IsEmpty(volumes[i])) isUnread = true;
        }

        return isRead;
    }

    private static bool IsEmpty(Disk volume) => !volume.Read(0, (int)Math.Min(ProbeBytes, volume.Length)).Span.ContainsAnyExcept((byte)0);
}
