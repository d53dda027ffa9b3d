namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>Finds members whose data lie within each other: no packing program writes that; a bomb reuses its data so.</summary>
internal static class ZipOverlaps
{
    /// <summary>A local header without name and extra field, in bytes.</summary>
    private const int LocalHeaderBytes = 30;

    /// <summary>Counts the members of a directory that begin within the data of the one before, and says so of each.</summary>
    public static int Find(IReadOnlyList<ZipEntry> directory, Action<string> tell)
    {
        var overlaps = 0;
        ZipEntry? before = null;
        foreach (var entry in directory.Where(entry => entry.CompressedBytes > 0).OrderBy(entry => entry.LocalOffset))
        {
            if (before is not null && entry.LocalOffset != before.LocalOffset && entry.LocalOffset < before.LocalOffset + LocalHeaderBytes + before.CompressedBytes)
            {
                overlaps++;
                tell($"'{entry.Name}' lies within the data of '{before.Name}'");
            }

            before = entry;
        }

        return overlaps;
    }
}
