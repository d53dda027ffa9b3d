using System.Collections.Concurrent;
using Sekisho.Ledger.Client;
using Sekisho.Ledger.Entries;

namespace Sekisho.Vault.Tests.Support;

/// <summary>A ledger in memory; can be away.</summary>
internal sealed class FakeLedger : ILedger
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _entries = [];

    public bool Away { get; set; }

    /// <summary>Called before each append.</summary>
    public Action<IReadOnlyList<LedgerEntry>>? Before { get; set; }

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    public ConcurrentQueue<string> Problems { get; } = new();

    public IEnumerable<LedgerEntry> Of(EntryType type) => Entries.Where(entry => entry.Type == type);

    public ValueTask<LedgerAppend> AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default)
    {
        foreach (var entry in entries)
            if (EntryRules.ProblemOf(entry) is { } problem) Problems.Enqueue($"{entry.Type}: {problem}");
        Before?.Invoke(entries);
        if (Away) return ValueTask.FromResult(LedgerAppend.Failed(LedgerFailure.Unavailable, "as the test wants it"));
        lock (_lock)
        {
            _entries.AddRange(entries);
            return ValueTask.FromResult(LedgerAppend.Recorded(_entries.Count - entries.Count, _entries.Count));
        }
    }
}
