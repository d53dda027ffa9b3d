namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>What a zip file shows to any reader.</summary>
internal sealed record ZipListing
{
    /// <summary>The members, each once: those of the central directory, then those only found by their local header.</summary>
    public required IReadOnlyList<ZipEntry> Entries { get; init; }

    /// <summary>How the central directory and the local headers contradict each other: two programs unpack different files.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>There are more members than the limit: the rest was not looked at.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>There is no readable central directory.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>How many members of the directory lie within the data of another one: the mark of a bomb that unpacks the same bytes again and again.</summary>
    public int Overlaps { get; init; }
}
