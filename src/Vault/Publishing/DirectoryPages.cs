using Sekisho.Store.Archive;
using Sekisho.Store.Published;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Publishing;

/// <summary>
/// Cuts the directory, or what has changed in it since a version, into pages: tenants, what was removed, addresses. Accounts that are
/// added meanwhile come with the next version.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="cabinet">The keys: routes are sealed.</param>
/// <param name="since">The version that the store has; null for everything.</param>
/// <param name="month">The month of the trace keys.</param>
internal sealed class DirectoryPages(VaultDatabase database, KeyCabinet cabinet, long? since, long month)
{
    private const int AddressesPerPage = 4000;
    private const int RemovedPerPage = 8000;

    /// <summary>A page of tenants ends here; the last of them may have a thousand domains more.</summary>
    private const int FullPage = PublishDirectoryRequest.MostItems - 1100;

    private bool _tenantsDone;
    private bool _removedDone = since is null;
    private int _removed;
    private long _tenant;
    private long _changed = since ?? 0;
    private long _number;

    /// <summary>The queue key of the day.</summary>
    public static PublishedKey? QueueKey(Connection db) => db.First(
        "SELECT number, mark, point FROM key_pair WHERE tenant = 0 AND owner = 0 AND kind = 5 ORDER BY number DESC LIMIT 1",
        row => new PublishedKey(KeyPairs.IdOf(row.GetInt64(0), row.GetInt64(1)).ToString(), (byte[])row[2]));

    /// <summary>The order key of the day.</summary>
    public static PublishedKey? OrderKey(Connection db) => db.First(
        "SELECT number, mark, point FROM key_pair WHERE tenant = 0 AND owner = 0 AND kind = 9 ORDER BY number DESC LIMIT 1",
        row => new PublishedKey(KeyPairs.IdOf(row.GetInt64(0), row.GetInt64(1)).ToString(), (byte[])row[2]));

    /// <summary>The next page.</summary>
    /// <param name="version">The version that is published.</param>
    /// <returns>The page, and whether it is the last.</returns>
    public (PublishDirectoryRequest Page, bool Last) Next(long version) => cabinet.Use(keys => database.Read(db =>
    {
        var page = new PublishDirectoryRequest { Version = version, Base = since };
        if (!_tenantsDone) return (AddTenants(db, keys, page), false);
        if (!_removedDone) return (AddRemoved(db, page), false);
        var addresses = Addresses(db);
        return (page with { Addresses = addresses }, addresses.Count < AddressesPerPage);
    }));

    private PublishDirectoryRequest AddTenants(Connection db, OpenKeys keys, PublishDirectoryRequest page)
    {
        var tenants = new List<PublishedTenant>();
        var domains = new List<PublishedDomain>();
        var rows = db.All(DirectorySql.TenantsChanged, row => new DirectoryRows.TenantRow(row.GetInt64(0), (byte[])row[1], null), since ?? 0, _tenant, FullPage);
        foreach (var row in rows)
        {
            if (tenants.Count + domains.Count >= FullPage) return page with { Tenants = tenants, Domains = domains };
            var record = DirectoryRows.Open(db, keys, row);
            tenants.Add(new PublishedTenant(
                row.Number, KeyOf(db, row.Number, 0, KeyPairKind.Quarantine, 0), KeyOf(db, row.Number, 0, KeyPairKind.Trace, month), ArchiveOf(db, row.Number)));
            domains.AddRange(record.Domains.Select(domain => new PublishedDomain(DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes(), row.Number, record.Relay)));
            _tenant = row.Number;
        }

        _tenantsDone = rows.Count < FullPage;
        return page with { Tenants = tenants, Domains = domains };
    }

    /// <summary>The months to which mail may be sealed: also the last one, for what was received at its end.</summary>
    private List<PublishedArchive>? ArchiveOf(Connection db, long tenant)
    {
        var months = db.All(ArchiveVaultSql.MonthsSince, row => row.GetInt64(0), tenant, ArchiveMonth.Add(month, -1));
        return months.Count == 0
            ? null
            : months.ConvertAll(one => new PublishedArchive(one, KeyOf(db, tenant, 0, KeyPairKind.Archive, one), KeyOf(db, tenant, 0, KeyPairKind.ArchiveIndex, one)));
    }

    private PublishDirectoryRequest AddRemoved(Connection db, PublishDirectoryRequest page)
    {
        var removed = db.All(DirectorySql.RemovedSince, row => (Kind: row.GetInt64(0), Number: row.GetInt64(1), Tag: (byte[])row[2]), since ?? 0, RemovedPerPage, _removed);
        _removed += removed.Count;
        _removedDone = removed.Count < RemovedPerPage;
        return page with
        {
            RemovedTenants = [.. removed.Where(one => one.Kind == DirectoryVersions.RemovedTenant).Select(one => one.Number)],
            DestroyedMonths = [.. removed.Where(one => one.Kind == DirectoryVersions.RemovedArchiveMonth).Select(one => new DestroyedMonth(one.Number, DirectoryVersions.MonthOf(one.Tag)))],
            // A domain that went to another tenant in the same change is not removed.
            RemovedTags = [.. removed.Where(one => one.Kind == DirectoryVersions.RemovedAddress
                || (one.Kind == DirectoryVersions.RemovedDomain && db.Number(DirectorySql.TenantOfDomain, one.Tag) is null)).Select(one => one.Tag)],
        };
    }

    private List<PublishedAddress> Addresses(Connection db)
    {
        var rows = db.All(
            DirectorySql.AccountsChanged,
            row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1), Tag: (byte[])row[2], Changed: row.GetInt64(3)),
            _changed, since is null || _number > 0 ? _number : long.MaxValue, AddressesPerPage);
        var addresses = new List<PublishedAddress>(rows.Count);
        foreach (var (number, tenant, tag, changed) in rows)
        {
            addresses.Add(new PublishedAddress(tag, tenant, number, KeyOf(db, tenant, number, KeyPairKind.Content, 0), KeyOf(db, tenant, number, KeyPairKind.Index, 0)));
            (_changed, _number) = (changed, number);
        }

        return addresses;
    }

    private static PublishedKey KeyOf(Connection db, long tenant, long owner, KeyPairKind kind, long period) =>
        KeyPairs.Newest(db, tenant, owner, kind, period) ?? throw new InvalidOperationException($"Tenant {tenant} has no key of the kind {kind}.");
}
