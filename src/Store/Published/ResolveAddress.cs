using System.Collections.Concurrent;
using System.Text.Json;
using Sekisho.Store.Database;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Published;

/// <summary>
/// Finds the way to an address. In this order:
/// 1. a domain of ours whose tenant has a server of its own: that server, whatever the local part;
/// 2. an account of that address; then without the "+tag";
/// 3. postmaster (RFC 5321 §4.5.1): the tenant's first account, else the operator's mailbox; without a domain,
///    or at our host name where that is nobody's domain: the operator's mailbox, else the first account of all;
/// 4. another domain of ours: no such mailbox;
/// 5. anybody else's domain: MX for accounts of ours, no for all others.
/// The tables have tags instead of names; the address itself lives as long as the question.
/// </summary>
internal sealed class ResolveAddress(ReaderPool readers, PublishedDirectory directory, UnknownAtRelay unknown, string? operatorMailbox, string? hostName = null)
{
    /// <summary>
    /// Answers kept in memory, about 500 bytes each. Somebody who tries random addresses fills it at most, and then it
    /// starts anew.
    /// </summary>
    private const int MostCached = 20_000;

    /// <summary>The server makes of a bare postmaster (RFC 5321 §4.1.1.3) the one at its host name.</summary>
    private readonly string? _ownPostmaster = AddressParts.TryParse("postmaster@" + hostName, out var own) ? own.Address : null;

    private ConcurrentDictionary<string, Resolved> _cache = new(StringComparer.Ordinal);

    /// <summary>Called after every change of the directory: forgets every answer.</summary>
    public void Forget()
    {
        _cache = new ConcurrentDictionary<string, Resolved>(StringComparer.Ordinal);
        unknown.Clear();
    }

    /// <param name="address">The address.</param>
    /// <param name="account">The account that sends, or null for mail from outside.</param>
    /// <param name="onBehalfOf">May send to other domains without an account (our own notices), on behalf of this tenant; 0 for none.</param>
    public async ValueTask<Resolved> ResolveAsync(string address, string? account, long onBehalfOf = 0)
    {
        if (!AddressParts.TryParse(address, out var parts)) return Resolved.NotOurs;
        var resolved = await FindAsync(parts).ConfigureAwait(false);
        if (resolved.Result != ResolutionResult.NotOurs || parts.Domain.Length == 0) return resolved;
        if (onBehalfOf == 0 && account is not null && AddressParts.TryParse(account, out var sender))
            onBehalfOf = await readers.ReadAsync(connection => FindAccount(connection, PublishedSql.Address, TagOf(sender))?.Tenant ?? 0).ConfigureAwait(false);
        if (onBehalfOf == 0) return resolved;
        // The name of the destination is its tag: who sends has the address, and with it the domain.
        var domain = DirectoryTags.OfDomain(directory.Tags, parts.Domain);
        return new Resolved(ResolutionResult.Known, onBehalfOf, domain.ToBytes(), null, new Route(RouteKind.Mx, domain.ToString()));
    }

    /// <summary>The number of an account's mailbox; null when the address is not an account's.</summary>
    public long? AccountOf(Connection connection, AddressParts parts) => FindAccount(connection, PublishedSql.Address, TagOf(parts))?.Mailbox.Account;

    private async ValueTask<Resolved> FindAsync(AddressParts parts)
    {
        var cache = _cache;
        if (cache.TryGetValue(parts.Address, out var known)) return Believed(known, parts);
        var found = await readers.ReadAsync(connection => Find(connection, parts)).ConfigureAwait(false);
        if (cache.Count >= MostCached) _cache = new ConcurrentDictionary<string, Resolved>(StringComparer.Ordinal);
        else cache.TryAdd(parts.Address, found);
        return Believed(found, parts);
    }

    /// <summary>What the tenant's own server has said counts.</summary>
    private Resolved Believed(Resolved found, AddressParts parts) =>
        found.Route is { Kind: RouteKind.Relay } && unknown.Contains(parts.Address) ? Resolved.Unknown(found.Tenant) : found;

    private Resolved Find(Connection connection, AddressParts parts)
    {
        if (parts.Domain.Length == 0) return Postmaster(connection, []);
        var domain = DirectoryTags.OfDomain(directory.Tags, parts.Domain).ToBytes();
        long tenant;
        using (var rows = connection.Query(PublishedSql.Domain, domain))
        {
            if (!rows.Next()) return parts.Address == _ownPostmaster ? Postmaster(connection, domain) : Resolved.NotOurs;
            tenant = rows.Number(0);
            if (!rows.IsNull(1)) return new Resolved(ResolutionResult.Known, tenant, domain, null, JsonSerializer.Deserialize(rows.Bytes(1), StoreJson.Default.Route));
        }

        var account = FindAccount(connection, PublishedSql.Address, TagOf(parts))
            ?? (parts.WithoutTag is { } plain ? FindAccount(connection, PublishedSql.Address, TagOf(plain)) : null);
        if (account is null && parts.Local == "postmaster")
            account = FindAccount(connection, PublishedSql.FirstAccountOfTenant, tenant) ?? OperatorMailbox(connection);
        return account is { } found ? Mailbox(found, domain) : Resolved.Unknown(tenant);
    }

    private Resolved Postmaster(Connection connection, byte[] domain)
    {
        var found = OperatorMailbox(connection) ?? FindAccount(connection, PublishedSql.FirstAccount);
        return found is { } first ? Mailbox(first, domain) : Resolved.Unknown(0);
    }

    private (long Tenant, PublishedMailbox Mailbox)? OperatorMailbox(Connection connection) =>
        operatorMailbox is not null && AddressParts.TryParse(operatorMailbox, out var parts)
            ? FindAccount(connection, PublishedSql.Address, TagOf(parts))
            : null;

    private byte[] TagOf(AddressParts parts) => DirectoryTags.OfAddress(directory.Tags, parts.Address).ToBytes();

    private static Resolved Mailbox((long Tenant, PublishedMailbox Mailbox) account, byte[] domain) =>
        new(ResolutionResult.Known, account.Tenant, domain, account.Mailbox, null);

    /// <summary>Reads tenant, account and keys.</summary>
    public static (long Tenant, PublishedMailbox Mailbox)? FindAccount(Connection connection, string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = connection.Query(sql, values);
        return rows.Next()
            ? (rows.Number(0), new PublishedMailbox(rows.Number(1), PublishedDirectory.ReadKey(rows.Bytes(2)), PublishedDirectory.ReadKey(rows.Bytes(3))))
            : null;
    }
}
