using Sekisho.TransparencyLog.Verification;

namespace Sekisho.Commands.Ledger;

/// <summary>What a verification found, as JSON.</summary>
internal sealed record LedgerVerifyItem(
    bool Intact, string Origin, long Size, string Root, string Vkey, long Pruned, long EntriesVerified, long Unpublished, IReadOnlyList<LogFinding> Findings);
