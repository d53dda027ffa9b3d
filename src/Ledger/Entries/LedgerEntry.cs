namespace Sekisho.Ledger.Entries;

/// <summary>
/// One access or change, as a role hands it in. No personal data in clear: people, addresses and things are references; what
/// else is needed goes into <see cref="Details"/>, short and from closed lists. <see cref="EntryRules"/> has the limits.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>What happened.</summary>
    public required EntryType Type { get; init; }

    /// <summary>When, by the clock of the role that says so; the ledger adds its own time.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>What came of it.</summary>
    public EntryOutcome Outcome { get; init; }

    /// <summary>On whose behalf.</summary>
    public LedgerWho? Who { get; init; }

    /// <summary>What it is about.</summary>
    public LedgerWhat? What { get; init; }

    /// <summary>Further facts by name, for instance "reason" → "wrong password". Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
