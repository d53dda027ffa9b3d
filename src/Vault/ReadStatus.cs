using Sekisho.Vault.Budgets;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Publishing;

namespace Sekisho.Vault;

/// <summary>How the vault is; also while it is sealed.</summary>
internal sealed class ReadStatus(VaultDatabase database, KeyCabinet cabinet, BudgetKeeper budgets, Publisher publisher)
{
    public VaultStatus Read()
    {
        var items = budgets.Items();
        return database.Read(db => new VaultStatus
        {
            Sealed = cabinet.IsSealed,
            SealedBecause = cabinet.SealedBecause,
            RootKeyId = db.First("SELECT root_id FROM state", row => row.GetString(0)),
            Tenants = db.Number(DirectorySql.CountTenants) ?? 0,
            Accounts = db.Number(DirectorySql.CountAccounts) ?? 0,
            Credentials = db.Number("SELECT count(*) FROM credential") ?? 0,
            Canaries = CanaryWatch.Count(db),
            QueueKeys = db.Number(KeySql.CountQueuePairs) ?? 0,
            Published = publisher.PublishedVersion >= DirectoryVersions.Current(db),
            DatabaseBytes = database.Bytes,
            Budgets = items,
            Frozen = budgets.Frozen(),
            WebLargestLeakPerHour = items.First(item => item.Caller == BudgetClass.Web && item.Kind == "messagesOpened").LargestLeakPerHour,
        });
    }
}
