using Sekisho.Ledger.Entries;

namespace Sekisho.Ledger.Client;

/// <summary>Where a role records what it does. Nothing may be released before <see cref="AppendAsync"/> has said that it is recorded.</summary>
public interface ILedger
{
    /// <summary>Records entries, all or none, and returns when they are durable or surely will not be promised.</summary>
    /// <param name="entries">1 to <see cref="EntryRules.MaxEntriesPerAppend"/> entries; they get indexes one after the other.</param>
    /// <param name="cancellation">Ends the wait of this caller; the entries may be recorded nevertheless.</param>
    /// <returns>
    /// Where they are, or a failure: then nothing may be released, although the entries may have been recorded. Never throws for a
    /// ledger that is away, full or slow.
    /// </returns>
    ValueTask<LedgerAppend> AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default);
}
