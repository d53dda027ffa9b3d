using Sekisho.TransparencyLog.Verification;

namespace Sekisho.Ledger.Verification;

/// <summary>What a verification of a ledger's folders has found.</summary>
public sealed record LedgerReport
{
    /// <summary>The log's name; empty when nothing could be read.</summary>
    public string Origin { get; init; } = "";

    /// <summary>How many entries are published.</summary>
    public long Size { get; init; }

    /// <summary>The hash of the published tree, in base 64; empty when nothing could be read.</summary>
    public string Root { get; init; } = "";

    /// <summary>The key that the checkpoints were verified with; empty when there is none.</summary>
    public string Vkey { get; init; } = "";

    /// <summary>How many entries at the beginning are removed under the declared retention policy.</summary>
    public long Pruned { get; init; }

    /// <summary>How many entries were read and hashed.</summary>
    public long EntriesVerified { get; init; }

    /// <summary>How many further entries are in the journal only, and verified there.</summary>
    public long Unpublished { get; init; }

    /// <summary>Every damage. Empty when the ledger is as it was recorded.</summary>
    public IReadOnlyList<LogFinding> Findings { get; init; } = [];

    /// <summary>Nothing was found.</summary>
    public bool IsIntact => Findings.Count == 0;
}
