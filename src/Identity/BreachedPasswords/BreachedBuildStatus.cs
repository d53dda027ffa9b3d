namespace Sekisho.Identity.BreachedPasswords;

/// <summary>What became of a list that was to be built.</summary>
public enum BreachedBuildStatus
{
    /// <summary>The file is written.</summary>
    Done,

    /// <summary>A line is not "40 hexadecimal digits, colon, count".</summary>
    BadLine,

    /// <summary>A line's hash is smaller than the one before: the list must be the one ordered by hash.</summary>
    NotSorted,

    /// <summary>Too many begin alike: these are no SHA-1 hashes.</summary>
    NotHashes,

    /// <summary>More than <see cref="BuildBreachedPasswords.MostPlain"/> passwords in a plain list.</summary>
    TooMany,
}
