using Sekisho.Identity.Budgets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Table;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Opening;

/// <summary>What somebody may open, whose budget it takes and how it is recorded.</summary>
internal sealed record OpenOrder
{
    /// <summary>Who asks.</summary>
    public required RoleKind Caller { get; init; }

    /// <summary>Whose budgets are taken from.</summary>
    public required BudgetCaller[] Budgets { get; init; }

    /// <summary>Of what.</summary>
    public required BudgetKind Budget { get; init; }

    /// <summary>How an opening is recorded.</summary>
    public required EntryType Type { get; init; }

    /// <summary>Whether a key may be used.</summary>
    public required Func<PairRow, bool> Allows { get; init; }

    /// <summary>On whose behalf.</summary>
    public LedgerWho? Who { get; init; }

    /// <summary>Further facts for the record.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
