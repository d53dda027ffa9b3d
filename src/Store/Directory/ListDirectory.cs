using System.Text.Json;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Directory;

/// <summary>All tenants, and a page of the accounts in order of their addresses.</summary>
internal sealed class ListDirectory(ReaderPool readers)
{
    public ValueTask<DirectoryList> HandleAsync(ListRequest request, CancellationToken cancellation) =>
        readers.ReadAsync(connection => new DirectoryList(Tenants(connection), Accounts(connection, request)), cancellation);

    private static List<Tenant> Tenants(Connection connection)
    {
        var tenants = new List<Tenant>();
        using var rows = connection.Query(DirectorySql.Tenants);
        while (rows.Next())
        {
            var domains = new List<string>();
            using (var names = connection.Query(DirectorySql.Domains, rows.Number(0)))
                while (names.Next()) domains.Add(names.Text(0));
            tenants.Add(new Tenant
            {
                Name = rows.Text(1),
                Domains = domains,
                Relay = rows.TextOrNull(2) is { } relay ? JsonSerializer.Deserialize(relay, StoreJson.Default.Route) : null,
            });
        }

        return tenants;
    }

    private static List<Account> Accounts(Connection connection, ListRequest request)
    {
        var accounts = new List<Account>();
        using var rows = connection.Query(DirectorySql.Accounts, request.After ?? "", Page.Bound(request.Most));
        while (rows.Next()) accounts.Add(new Account(rows.Text(0), rows.Text(1), rows.Truth(2)));
        return accounts;
    }
}
