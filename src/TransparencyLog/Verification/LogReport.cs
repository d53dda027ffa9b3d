namespace Sekisho.TransparencyLog.Verification;

/// <summary>What a verification has found.</summary>
public sealed record LogReport
{
    /// <summary>How many entries the log has.</summary>
    public required long Size { get; init; }

    /// <summary>How many entries at the beginning are removed under a declared retention policy.</summary>
    public required long Pruned { get; init; }

    /// <summary>How many entries were read and hashed.</summary>
    public required long EntriesVerified { get; init; }

    /// <summary>Every damage, in the order of the entries; at most <see cref="LogVerifier.MostFindings"/>. Empty when the log is as it was signed.</summary>
    public required IReadOnlyList<LogFinding> Findings { get; init; }

    /// <summary>Nothing was found.</summary>
    public bool IsIntact => Findings.Count == 0;
}
