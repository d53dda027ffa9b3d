namespace Sekisho.Ledger.Reading;

/// <summary>An entry and the proof that it is in the log.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Entry">The bytes of the entry; null when they were removed under the retention policy.</param>
/// <param name="Proof">The content of a .tlog-proof file.</param>
public sealed record ProveReply(long Index, byte[]? Entry, string Proof);
