namespace Sekisho.Inspect.Containers.Disks;

/// <summary>Content of a file, or a part of it: the file's own has no name, others are reached as <c>file:name</c>.</summary>
internal sealed record NtfsStream
{
    public required string Name { get; init; }

    /// <summary>The content itself where it is small enough to lie within the record.</summary>
    public byte[]? Resident { get; init; }

    /// <summary>Where in the file this part begins, in clusters.</summary>
    public long FirstCluster { get; init; }

    /// <summary>How much of it was ever written, in bytes; the rest is zero. Said by the first part only.</summary>
    public long ValidBytes { get; init; }

    /// <summary>How many clusters are packed together; 0 where nothing is packed.</summary>
    public int UnitClusters { get; init; }

    /// <summary>It is encrypted by the system.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Where it lies on the volume.</summary>
    public IReadOnlyList<Extent> Extents { get; init; } = [];
}
