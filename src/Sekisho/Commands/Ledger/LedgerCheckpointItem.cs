namespace Sekisho.Commands.Ledger;

/// <summary>The ledger's checkpoint, as JSON.</summary>
internal sealed record LedgerCheckpointItem(string Origin, long Size, string Root, string Vkey);
