using System.Globalization;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Directory;

/// <summary>Pages of tenants and accounts, and the tag of an address.</summary>
internal sealed class ListDirectory(VaultDatabase database, KeyCabinet cabinet)
{
    private const int MostItems = 1000;

    public DirectoryPage<Tenant> Tenants(DirectoryRequest request)
    {
        var (after, most) = Read(request);
        return cabinet.Use(keys => database.Read(db =>
        {
            var rows = db.All(DirectorySql.Tenants, DirectoryRows.ReadTenant, after, most + 1);
            return Page(rows, most, row => row.Number, row =>
            {
                var record = DirectoryRows.Open(db, keys, row);
                return new Tenant
                {
                    Number = row.Number,
                    Name = record.Name,
                    Domains = record.Domains,
                    Relay = record.Relay,
                    RelayPassword = record.RelayPassword,
                    ArchiveMonths = (int?)db.Number(ArchiveVaultSql.MonthsWhenOn, row.Number),
                    EraseAt = row.EraseAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
                };
            });
        }));
    }

    public DirectoryPage<Account> Accounts(DirectoryRequest request)
    {
        var (after, most) = Read(request);
        return cabinet.Use(keys => database.Read(db =>
        {
            List<DirectoryRows.AccountRow> rows;
            if (request.Tenant is { } name)
            {
                var tenant = db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, name))
                    ?? throw new CallException(CallFailure.Rejected, $"There is no tenant {name}.");
                rows = db.All(DirectorySql.AccountsOfTenant, DirectoryRows.ReadAccount, after, most + 1, tenant.Number);
            }
            else rows = db.All(DirectorySql.Accounts, DirectoryRows.ReadAccount, after, most + 1);
            var names = new Dictionary<long, string>();
            return Page(rows, most, row => row.Number, row =>
            {
                var record = DirectoryRows.Open(db, keys, row);
                if (!names.TryGetValue(row.Tenant, out var tenant))
                    names.Add(row.Tenant, tenant = DirectoryRows.Open(db, keys, db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, row.Tenant)!).Name);
                return new Account
                {
                    Address = record.Address,
                    Tenant = tenant,
                    CanLogIn = DirectoryRows.OpenLogIn(db, keys, row)?.CanLogIn ?? false,
                    Right = record.Right,
                    Groups = record.Groups ?? [],
                };
            });
        }));
    }

    public AddressTag TagOf(NameRequest request)
    {
        var parts = AddAccount.Parse(request.Name);
        return cabinet.Use(keys => database.Read(db =>
        {
            var tag = DirectoryTags.OfAddress(keys.Lookup, parts.Address).ToBytes();
            var account = db.First(DirectorySql.AccountKey, row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1)), tag);
            if (account.Number > 0) return new AddressTag(tag, account.Tenant, account.Number, parts.Address);
            return new AddressTag(tag, db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, parts.Domain).ToBytes()) ?? 0, 0, null);
        }));
    }

    public static (long After, int Most) Read(DirectoryRequest request)
    {
        long after = 0;
        if (request.After is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            throw new CallException(CallFailure.Rejected, "The page before is not named as it was given: begin with the first page.");
        return (after, Math.Clamp(request.Most, 1, MostItems));
    }

    public static DirectoryPage<TItem> Page<TRow, TItem>(List<TRow> rows, int most, Func<TRow, long> number, Func<TRow, TItem> item)
    {
        var more = rows.Count > most;
        if (more) rows.RemoveRange(most, rows.Count - most);
        return new DirectoryPage<TItem>([.. rows.Select(item)], more ? number(rows[^1]).ToString(CultureInfo.InvariantCulture) : null);
    }
}
