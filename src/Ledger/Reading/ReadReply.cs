namespace Sekisho.Ledger.Reading;

/// <summary>A range of entries.</summary>
/// <param name="TreeSize">How many entries the log has.</param>
/// <param name="First">The index of the first entry here: later than asked for where older ones were removed under the retention policy.</param>
/// <param name="Entries">The entries exactly as they are in the log: JSON that <see cref="Ledger.Entries.RecordedEntry.TryRead"/> reads. Empty at the end.</param>
public sealed record ReadReply(long TreeSize, long First, IReadOnlyList<string> Entries);
