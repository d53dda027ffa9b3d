using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Sequencing;

namespace Sekisho.Ledger.Publishing;

/// <summary>What the ledger itself records: it is a writer like any other, with numbers from 1 at every start.</summary>
internal sealed class OwnWriter(Sequencer sequencer, string runId, TimeProvider clock)
{
    private readonly WriterKey _key = new("ledger", "", runId);
    private long _next = 1;

    /// <summary>Records one entry. Not for two callers at once.</summary>
    public async Task WriteAsync(EntryType type, IReadOnlyDictionary<string, string>? details = null)
    {
        var entry = new LedgerEntry { Type = type, When = clock.GetUtcNow(), Details = details };
        await sequencer.AppendAsync(_key, _next, [entry]);
        _next++;
    }
}
