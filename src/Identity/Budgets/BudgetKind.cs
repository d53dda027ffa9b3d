namespace Sekisho.Identity.Budgets;

/// <summary>What is counted.</summary>
public enum BudgetKind
{
    /// <summary>Messages opened: one key unwrapped each.</summary>
    MessagesOpened = 1,

    /// <summary>Messages handed out in an export.</summary>
    MessagesExported = 2,

    /// <summary>Index or other keys leased.</summary>
    KeyLeases = 3,

    /// <summary>Uses of a sealed credential of another service.</summary>
    CredentialUses = 4,

    /// <summary>Tickets issued.</summary>
    TicketsIssued = 5,

    /// <summary>Signatures made, such as DKIM.</summary>
    Signatures = 6,
}
