namespace Sekisho.TransparencyLog.Verification;

/// <summary>One damage: what, where, and what should be there.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="File">The file, relative to the log's folder.</param>
/// <param name="Index">The index of the entry, or of the first leaf under the hash; -1 where none can be told.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there.</param>
public sealed record LogFinding(FindingKind Kind, string File, long Index, string Expected, string Found)
{
    /// <summary>In words.</summary>
    public override string ToString() =>
        $"{Kind}: {File}{(Index >= 0 ? $" (entry {Index})" : "")}: expected {Expected}, found {Found}";
}
