using System.Buffers;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Directory;

/// <summary>Adds a tenant, or replaces its domains and relay.</summary>
internal sealed class AddTenant(Writer writer, ResolveAddress resolve, DueSchedule schedule)
{
    /// <summary>A tenant with more is a mistake or an attack on the listing, which shows all.</summary>
    private const int MostDomains = 1000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public async ValueTask<Nothing> HandleAsync(Tenant tenant)
    {
        var domains = Check(tenant);
        await writer.CommitAsync(transaction => Apply(transaction, tenant, domains)).ConfigureAwait(false);
        return Nothing.Value;
    }

    private static List<string> Check(Tenant tenant)
    {
        var name = tenant.Name;
        if (name.Length is 0 or > 63 || name[0] == '-' || name[^1] == '-'
            || name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw Rejected($"'{name}' is no name of a tenant: 1 to 63 of a–z, 0–9 and hyphen, no hyphen at the ends.");
        if (tenant.Domains.Count is 0 or > MostDomains)
            throw Rejected($"A tenant has 1 to {MostDomains} domains; {name} was given {tenant.Domains.Count}.");
        var domains = new List<string>(tenant.Domains.Count);
        foreach (var domain in tenant.Domains)
        {
            if (!AddressParts.TryNormaliseDomain(domain, out var normal) || normal[0] == '[')
                throw Rejected($"'{domain}' is no domain name.");
            if (!domains.Contains(normal)) domains.Add(normal);
        }

        if (tenant.Relay is { } relay)
        {
            if (relay.Kind != RouteKind.Relay) throw Rejected("The way to a tenant's own server is of the kind relay.");
            if (!IsHostAndPort(relay.Destination))
                throw Rejected($"'{relay.Destination}' is no HOST:PORT (an IPv6 address in brackets).");
        }

        return domains;
    }

    private bool Apply(WriteTransaction transaction, Tenant tenant, List<string> domains)
    {
        var db = transaction.Db;
        long? number = null;
        string? oldRelay = null;
        using (var rows = db.Query(DirectorySql.TenantByName, tenant.Name))
        {
            if (rows.Next())
            {
                number = rows.Number(0);
                oldRelay = rows.TextOrNull(1);
            }
        }

        foreach (var domain in domains)
        {
            using var rows = db.Query(DirectorySql.TenantOfDomain, domain);
            if (rows.Next() && rows.Number(0) != number)
                throw Rejected($"The domain {domain} belongs to the tenant {rows.Text(1)} already.");
        }

        var relay = tenant.Relay is null ? null : JsonSerializer.Serialize(tenant.Relay, StoreJson.Default.Route);
        if (number is null)
        {
            db.Run(DirectorySql.AddTenant, tenant.Name, relay);
            number = db.LastNumber;
        }
        else
        {
            db.Run(DirectorySql.SetRelay, number, relay);
            db.Run(DirectorySql.RemoveDomains, number);
            if (oldRelay is not null && tenant.Relay is not null && oldRelay != relay)
                Reroute(transaction, tenant.Name, JsonSerializer.Deserialize(oldRelay, StoreJson.Default.Route)!, tenant.Relay);
        }

        foreach (var domain in domains) db.Run(DirectorySql.AddDomain, domain, number);
        transaction.AfterCommit(resolve.Forget);
        return true;
    }

    /// <summary>What waits for the tenant's old server goes to the new one: nobody should have to wait five days for a corrected port.</summary>
    private void Reroute(WriteTransaction transaction, string tenant, Route from, Route to)
    {
        var db = transaction.Db;
        var source = Destinations.NumberOf(db, from);
        var target = Destinations.NumberOf(db, to);
        db.Run(QueueSql.Reroute, source, target, tenant);
        transaction.AfterCommit(() =>
        {
            schedule.Rescan(source, from);
            schedule.Rescan(target, to);
        });
    }

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0) return false;
        var host = text[..colon];
        return host[0] == '[' && host[^1] == ']'
            ? System.Net.IPAddress.TryParse(host[1..^1], out _)
            : AddressParts.TryNormaliseDomain(host, out _);
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
