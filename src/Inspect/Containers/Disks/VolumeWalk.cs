namespace Sekisho.Inspect.Containers.Disks;

/// <summary>What the readers of file systems share for one image: where the files go, and how much work there may be.</summary>
/// <param name="kind">The kind of the image, by which unread parts are named.</param>
/// <param name="imageBytes">How large the image is.</param>
/// <param name="visit">Where members and findings go.</param>
internal sealed class VolumeWalk(string kind, long imageBytes, ContainerVisit visit)
{
    /// <summary>Most folders of an image.</summary>
    public const int MaxFolders = 2000;

    /// <summary>Largest folder read, in bytes: 65,536 entries, the most that FAT takes.</summary>
    public const int MaxFolderBytes = 2 * 1024 * 1024;

    /// <summary>Steps that images may take however small they are.</summary>
    private const int FreeSteps = 100_000;

    /// <summary>
    /// One step for so many bytes of the image: a folder's entry has 32 bytes, and a step each. Files in pieces of one cluster each take
    /// one step a cluster, of 512 bytes at least; records of NTFS eight steps a kilobyte. So no honest image comes near it, however
    /// fragmented it is.
    /// </summary>
    private const int BytesOfStep = 16;

    /// <summary>Where a CD or DVD says what it is (ECMA-119 §6.7.1, ECMA-167 part 2 §9), and how long its sectors are, in bytes.</summary>
    private const int OpticalAt = 16 * 2048, OpticalBytes = 2048;

    // Honest files do not share their clusters: together they are no longer than the image. What goes beyond it is charged,
    // so that a thousand names for one large file cost no more than one bomb.
    private long _givenBytes;
    private long _steps;

    /// <summary>There is no room for more members, or no time.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What all files together say that they hold, in bytes.</summary>
    public long ClaimedBytes { get; private set; }

    /// <summary>The size of the image, in bytes.</summary>
    public long ImageBytes { get; } = imageBytes;

    /// <summary>How many entries may still be listed.</summary>
    public int RoomForMembers => visit.Budget.RoomForMembers;

    /// <summary>Counts steps along chains of clusters. False when there are more than an honest image of this size has.</summary>
    public bool Step(long count = 1)
    {
        _steps += count;
        if (_steps <= (ImageBytes / BytesOfStep) + FreeSteps) return true;
        if (!IsOver) visit.Findings.Bombs.Add($"{visit.Label}: files or folders of the disk lie within each other");
        IsOver = true;
        return false;
    }

    /// <summary>
    /// The entries of a folder. Where it lies in several places they are copied, which counts as steps: a thousand folders that are the
    /// same two megabytes would be two gigabytes.
    /// </summary>
    public ReadOnlyMemory<byte> ReadFolder(Disk disk, IReadOnlyList<Extent> extents, long bytes)
    {
        bytes = Math.Min(bytes, MaxFolderBytes);
        if (disk.TrySlice(extents, Math.Min(bytes, extents.Sum(extent => extent.Bytes)), out var slice)) return slice;
        return Step(Math.Min(bytes, extents.Sum(extent => extent.Bytes)) / BytesOfStep / 2) ? disk.Read(extents, bytes) : ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>Notes that something in the image was not read.</summary>
    public void NoteUnread() => visit.Findings.Unread.Add(kind);

    /// <summary>Notes that the file system is damaged.</summary>
    public void NoteBroken() => visit.NoteBroken();

    /// <summary>Notes that not all members were listed.</summary>
    public void NoteMembers() => visit.Budget.NoteMembers();

    /// <summary>Whether there is time left.</summary>
    public bool IsInTime() => visit.Budget.IsInTime();

    /// <summary>Reads a volume that is laid out as a CD or DVD; Windows mounts UDF on any disk. False where it is not one.</summary>
    public bool ReadOptical(Disk volume)
    {
        if (volume.Length < OpticalAt + (2 * OpticalBytes)) return false;
        var first = volume.Read(OpticalAt, OpticalBytes).Span[1..6];
        var second = volume.Read(OpticalAt + OpticalBytes, OpticalBytes).Span[1..6];
        if (!first.SequenceEqual("CD001"u8) && !first.SequenceEqual("BEA01"u8) && !second.StartsWith("NSR0"u8)) return false;
        if (volume.Length > visit.Budget.Room)
        {
            visit.Budget.NoteUnpacked();
            return true;
        }

        visit.Budget.Charge(volume.Length);
        IsoContainer.Read(volume.Read(0, (int)volume.Length), visit);
        return true;
    }

    /// <summary>Gives a file on whose content cannot be read here.</summary>
    public bool AddUnread(string path)
    {
        NoteUnread();
        return Give(new Member(path) { State = MemberState.Listed });
    }

    /// <summary>Gives a further name of a file on.</summary>
    public bool AddName(string path) => Give(new Member(path) { State = MemberState.Listed });

    /// <summary>Gives a file on whose content is at hand.</summary>
    public bool Add(string path, ReadOnlyMemory<byte> content)
    {
        ClaimedBytes = Math.Min(long.MaxValue / 4, ClaimedBytes + content.Length);
        return Give(visit.Budget.TakeLook() ? new Member(path) { Content = content } : new Member(path) { State = MemberState.Listed });
    }

    /// <summary>Gives a file on. False when there is to be no other.</summary>
    /// <param name="disk">The volume.</param>
    /// <param name="path">Its name with the folders above it.</param>
    /// <param name="size">Its size, in bytes.</param>
    /// <param name="extents">Where it lies; at least its beginning.</param>
    public bool Add(Disk disk, string path, long size, IReadOnlyList<Extent> extents)
    {
        ClaimedBytes = Math.Min(long.MaxValue / 4, ClaimedBytes + size);
        if (size <= ImageBytes - _givenBytes && disk.TrySlice(extents, size, out var slice))
        {
            _givenBytes += size;
            return Give(visit.Budget.TakeLook() ? new Member(path) { Content = slice } : new Member(path) { State = MemberState.Listed });
        }

        return Give(MemberUnpacking.Unpack(path, maxBytes => disk.Read(extents, Math.Min(size, maxBytes)), visit.Budget, size));
    }

    /// <summary>Gives a packed file on. False when there is to be no other.</summary>
    public bool Add(string path, long size, Func<long, ReadOnlyMemory<byte>> unpack)
    {
        ClaimedBytes = Math.Min(long.MaxValue / 4, ClaimedBytes + size);
        return Give(MemberUnpacking.Unpack(path, unpack, visit.Budget, size));
    }

    private bool Give(Member member)
    {
        if (!IsOver && !visit.Add(member)) IsOver = true;
        return !IsOver;
    }
}
