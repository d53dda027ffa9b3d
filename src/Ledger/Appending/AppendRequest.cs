using Sekisho.Ledger.Entries;

namespace Sekisho.Ledger.Appending;

/// <summary>Entries to be recorded. Who writes is not said here: it is known from the call token.</summary>
public sealed record AppendRequest
{
    /// <summary>Which start of the writer's process numbers these entries: a new value at every start.</summary>
    public required string Start { get; init; }

    /// <summary>The number of the first entry; the others follow without a hole. A process begins at 1.</summary>
    public required long First { get; init; }

    /// <summary>The entries, 1 to <see cref="EntryRules.MaxEntriesPerAppend"/>.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }
}
