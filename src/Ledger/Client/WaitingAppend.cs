using Sekisho.Ledger.Entries;

namespace Sekisho.Ledger.Client;

/// <summary>What one caller handed in and waits for.</summary>
internal sealed class WaitingAppend(IReadOnlyList<LedgerEntry> entries)
{
    public IReadOnlyList<LedgerEntry> Entries => entries;

    public TaskCompletionSource<LedgerAppend> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
