using System.Collections.Concurrent;
using System.Text.Json;
using Sekisho.Store.Database;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Directory;

/// <summary>
/// Finds the way to an address. In this order:
/// 1. a domain of ours whose tenant has a server of its own: that server, whatever the local part;
/// 2. an account of that address; then without the "+tag";
/// 3. postmaster (RFC 5321 §4.5.1): the tenant's first account, else the operator's mailbox; without a domain,
///    or at our host name where that is nobody's domain: the operator's mailbox, else the first account of all;
/// 4. another domain of ours: no such mailbox;
/// 5. anybody else's domain: MX for accounts of ours, no for all others.
/// </summary>
internal sealed class ResolveAddress(ReaderPool readers, string? operatorMailbox, string? hostName = null)
{
    /// <summary>
    /// Answers kept in memory, about 300 bytes each. Somebody who tries random addresses fills it at most, and then it
    /// starts anew.
    /// </summary>
    private const int MostCached = 20_000;

    /// <summary>The server makes of a bare postmaster (RFC 5321 §4.1.1.3) the one at its host name.</summary>
    private readonly string? _ownPostmaster = AddressParts.TryParse("postmaster@" + hostName, out var own) ? own.Address : null;

    private ConcurrentDictionary<string, Resolved> _cache = new(StringComparer.Ordinal);

    /// <summary>Called after every change of the directory: forgets every answer.</summary>
    public void Forget() => _cache = new ConcurrentDictionary<string, Resolved>(StringComparer.Ordinal);

    /// <param name="address">The address.</param>
    /// <param name="account">The account that sends, or null for mail from outside.</param>
    /// <param name="anywhere">May send to other domains without an account (our own notices).</param>
    public async ValueTask<Resolved> ResolveAsync(string address, string? account, bool anywhere = false)
    {
        if (!AddressParts.TryParse(address, out var parts)) return Resolved.NotOurs;
        var cache = _cache;
        if (!cache.TryGetValue(parts.Address, out var resolved))
        {
            resolved = await readers.ReadAsync(connection => Find(connection, parts)).ConfigureAwait(false);
            if (cache.Count >= MostCached) Forget();
            else cache.TryAdd(parts.Address, resolved);
        }

        if (resolved.Result != ResolutionResult.NotOurs || parts.Domain.Length == 0) return resolved;
        if (!anywhere && (account is null || !await IsAccountAsync(account).ConfigureAwait(false))) return resolved;
        return new Resolved(ResolutionResult.Known, null, new Route(RouteKind.Mx, parts.Domain), 0);
    }

    private async ValueTask<bool> IsAccountAsync(string account) =>
        AddressParts.TryParse(account, out var parts)
        && await readers.ReadAsync(connection => FindAccount(connection, DirectorySql.AccountByAddress, parts.Address) is not null).ConfigureAwait(false);

    private Resolved Find(Connection connection, AddressParts parts)
    {
        if (parts.Domain.Length == 0) return Postmaster(connection);
        long tenant;
        string tenantName;
        string? relay;
        using (var rows = connection.Query(DirectorySql.TenantOfDomain, parts.Domain))
        {
            if (!rows.Next()) return parts.Address == _ownPostmaster ? Postmaster(connection) : Resolved.NotOurs;
            tenant = rows.Number(0);
            tenantName = rows.Text(1);
            relay = rows.TextOrNull(2);
        }

        if (relay is not null)
            return new Resolved(ResolutionResult.Known, tenantName, JsonSerializer.Deserialize(relay, StoreJson.Default.Route), 0);

        var account = FindAccount(connection, DirectorySql.AccountByAddress, parts.Address)
            ?? (parts.WithoutTag is { } plain ? FindAccount(connection, DirectorySql.AccountByAddress, plain.Address) : null);
        if (account is null && parts.Local == "postmaster")
            account = FindAccount(connection, DirectorySql.FirstAccountOfTenant, tenant) ?? OperatorMailbox(connection);
        return account is { } mailbox ? Mailbox(mailbox, tenantName) : Resolved.Unknown(tenantName);
    }

    private Resolved Postmaster(Connection connection)
    {
        var found = OperatorMailbox(connection) ?? FindAccount(connection, DirectorySql.FirstAccount);
        return found is { } first ? Mailbox(first, null) : Resolved.Unknown(null);
    }

    private (long Number, string Address)? OperatorMailbox(Connection connection) =>
        operatorMailbox is not null && AddressParts.TryParse(operatorMailbox, out var parts)
            ? FindAccount(connection, DirectorySql.AccountByAddress, parts.Address)
            : null;

    private static Resolved Mailbox((long Number, string Address) account, string? tenant) =>
        new(ResolutionResult.Known, tenant, new Route(RouteKind.Mailbox, account.Address), account.Number);

    private static (long Number, string Address)? FindAccount(Connection connection, string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = connection.Query(sql, values);
        return rows.Next() ? (rows.Number(0), rows.Text(1)) : null;
    }
}
