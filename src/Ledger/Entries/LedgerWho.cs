namespace Sekisho.Ledger.Entries;

/// <summary>On whose behalf. The role is not here: the ledger fills it in from the caller's token.</summary>
public sealed record LedgerWho
{
    /// <summary>The public identifier of the ticket, never the secret that proves it; null without one.</summary>
    public string? Ticket { get; init; }

    /// <summary>The person; null where there is none.</summary>
    public LedgerReference? Person { get; init; }

    /// <summary>The network address that the person came from; null where it is unknown.</summary>
    public LedgerReference? Address { get; init; }
}
