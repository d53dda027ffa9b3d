using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Entries;

namespace Sekisho.Ledger.Sequencing;

/// <summary>An append that waits to be recorded.</summary>
internal sealed class PendingAppend(WriterKey writer, long first, IReadOnlyList<LedgerEntry> entries) : ISequenced
{
    private readonly TaskCompletionSource<AppendReply> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The most bytes it can take: its entries, and what the ledger says about its writer before them.</summary>
    public int BoundBytes { get; } = 2048 + entries.Sum(EntryRules.BoundOf);

    public WriterKey Writer => writer;

    public long First => first;

    public IReadOnlyList<LedgerEntry> Entries => entries;

    /// <summary>The index of its first entry, once the group knows.</summary>
    public long Index { get; set; } = -1;

    public Task<AppendReply> Done => _done.Task;

    public void Complete(long treeSize) => _done.SetResult(new AppendReply(Index, treeSize));

    public void Fail(Exception problem) => _done.TrySetException(problem);
}
