using Sekisho.Ledger.Entries;
using Sekisho.Vault.Directory;

namespace Sekisho.Vault.LogIn;

/// <summary>Who somebody says they are, and what is known of it.</summary>
/// <param name="Typed">The canonical address, or what was typed where that is none.</param>
/// <param name="Row">The account's row; null for nobody.</param>
/// <param name="Record">What it logs in with; null for nothing.</param>
/// <param name="Person">The reference for the ledger.</param>
/// <param name="Client">The reference of the network address; null when unknown.</param>
internal sealed record LogInSubject(string Typed, DirectoryRows.AccountRow? Row, LogInRecord? Record, LedgerReference Person, LedgerReference? Client)
{
    /// <summary>The account's number; 0 for nobody.</summary>
    public long Account => Row?.Number ?? 0;

    /// <summary>The tenant's number; 0 for nobody.</summary>
    public long Tenant => Row?.Tenant ?? 0;
}
