using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Ledger.Client;

/// <summary>What came of an append.</summary>
public sealed record LedgerAppend
{
    private LedgerAppend()
    {
    }

    /// <summary>The entries are durable; otherwise nothing may be released.</summary>
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsRecorded => Failure is null;

    /// <summary>The index of the first entry; those after it follow. -1 after a failure.</summary>
    public long FirstIndex { get; private init; } = -1;

    /// <summary>How many entries the log had right after them; -1 after a failure.</summary>
    public long TreeSize { get; private init; } = -1;

    /// <summary>Why they are not recorded; null when they are.</summary>
    public LedgerFailure? Failure { get; private init; }

    /// <summary>The failure in words for the operator.</summary>
    public string? Problem { get; private init; }

    /// <summary>They are recorded.</summary>
    public static LedgerAppend Recorded(long firstIndex, long treeSize) => new() { FirstIndex = firstIndex, TreeSize = treeSize };

    /// <summary>They are not.</summary>
    public static LedgerAppend Failed(LedgerFailure failure, string problem) => new() { Failure = failure, Problem = problem };
}
