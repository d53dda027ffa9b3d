namespace Sekisho.Ledger.State;

/// <summary>What the ledger keeps of itself outside of the log's folder.</summary>
internal sealed record LedgerState
{
    /// <summary>The last published checkpoint: the signed note.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>How many entries at the beginning were declared as removed and may be missing.</summary>
    public long Pruned { get; init; }

    /// <summary>How far each writer has numbered, as of the checkpoint.</summary>
    public IReadOnlyList<WriterState> Writers { get; init; } = [];
}
