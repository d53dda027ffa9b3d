namespace Sekisho.Commands.Ledger;

/// <summary>An entry with its proof, as JSON.</summary>
internal sealed record LedgerProveItem(long Index, long Size, string? Entry, string Proof, string Vkey);
