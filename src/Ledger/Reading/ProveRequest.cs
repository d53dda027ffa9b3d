namespace Sekisho.Ledger.Reading;

/// <summary>Asks for the proof that an entry is in the log.</summary>
/// <param name="Index">Its index.</param>
public sealed record ProveRequest(long Index);
