namespace Sekisho.Ledger.Entries;

/// <summary>What it is about.</summary>
public sealed record LedgerWhat
{
    /// <summary>The tenant's identifier; null for the system itself.</summary>
    public string? Tenant { get; init; }

    /// <summary>The class of the thing: "message", "mailbox", "account", "key", …; null where the type says it.</summary>
    public string? Class { get; init; }

    /// <summary>Which thing; null where there is none.</summary>
    public LedgerReference? Reference { get; init; }
}
