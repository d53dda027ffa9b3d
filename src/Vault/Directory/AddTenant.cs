using System.Buffers;
using System.Net;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Secrets;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Directory;

/// <summary>Adds a tenant with its keys, or replaces its domains and relay.</summary>
internal sealed class AddTenant(VaultDatabase database, KeyCabinet cabinet, Recorder recorder, Publisher publisher, Func<CredentialDesk> credentials, TimeProvider clock)
{
    /// <summary>A tenant with more is a mistake, or an attack on the listing, which shows all.</summary>
    private const int MostDomains = 1000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public async ValueTask<Tenant> HandleAsync(Tenant tenant)
    {
        var domains = Check(tenant);
        CheckCredential(tenant);
        var known = cabinet.Use(keys => database.Read(db => db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, tenant.Name))?.Number ?? 0));
        await recorder.RecordAsync([recorder.Entry(EntryType.TenantChanged) with
        {
            What = new LedgerWhat { Tenant = known > 0 ? FormattableString.Invariant($"{known}") : null, Class = "tenant" },
            Details = Recorder.Details(("change", known > 0 ? "changed" : "added"), ("domains", FormattableString.Invariant($"{domains.Count}")), ("mail", tenant.Relay is null ? "here" : "relay"),
                ("login", tenant.Relay?.Credential is null ? null : tenant.RelayPassword ? "password" : "sealed")),
        }]).ConfigureAwait(false);
        var (stored, version) = cabinet.Use(keys => database.Write(db => Apply(db, keys, tenant, domains)));
        await publisher.PublishedAsync(version).ConfigureAwait(false);
        return stored;
    }

    private static List<string> Check(Tenant tenant)
    {
        var name = tenant.Name;
        if (name.Length is 0 or > 63 || name[0] == '-' || name[^1] == '-' || name.AsSpan().ContainsAnyExcept(NameCharacters))
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

        if (tenant.Relay is not { } relay) return domains;
        if (relay.Kind != RouteKind.Relay) throw Rejected("The way to a tenant's own server is of the kind relay.");
        if (!IsHostAndPort(relay.Destination)) throw Rejected($"'{relay.Destination}' is no HOST:PORT (an IPv6 address in brackets).");
        return domains;
    }

    /// <summary>A credential is the tenant's own, is for that host, and is said to nobody whose certificate is not valid.</summary>
    private void CheckCredential(Tenant tenant)
    {
        if (tenant.Relay?.Credential is not { } id)
        {
            if (tenant.RelayPassword) throw Rejected("That the password may be said belongs to a relay with a credential.");
            return;
        }

        if (tenant.Relay.Tls != TlsPolicy.Verified) throw Rejected("A relay with a credential asks for verified TLS: nobody else shall see the login.");
        var row = credentials().Find(id) ?? throw Rejected($"There is no credential {id}.");
        var owner = cabinet.Use(keys => database.Read(db => db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, tenant.Name))?.Number));
        if (row.Account != 0 || row.Tenant != owner) throw Rejected($"The credential {id} is not one of the tenant {tenant.Name} itself.");
        var host = RelayUse.HostOf(tenant.Relay.Destination);
        if (credentials().Open(row) is { Kind: CredentialKind.Password } record && !record.Service.Equals(host, StringComparison.OrdinalIgnoreCase))
            throw Rejected($"The credential {id} is for {record.Service}, not for {host}.");
    }

    private (Tenant Stored, long Version) Apply(Connection db, OpenKeys keys, Tenant tenant, List<string> domains)
    {
        var now = clock.GetUtcNow();
        var version = DirectoryVersions.Next(db, now);
        var tag = DirectoryRows.TagOfTenant(keys, tenant.Name);
        var row = db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, tag);
        var tags = domains.Select(domain => DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes()).ToList();
        for (var i = 0; i < tags.Count; i++)
        {
            if (db.Number(DirectorySql.TenantOfDomain, tags[i]) is not { } owner || owner == row?.Number) continue;
            var other = DirectoryRows.Open(db, keys, db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, owner)!);
            throw Rejected($"The domain {domains[i]} belongs to the tenant {other.Name} already.");
        }

        var record = new TenantRecord(tenant.Name, domains, tenant.Relay, tenant.RelayPassword);
        long number;
        if (row is null) number = Make(db, keys, tag, record, version, now);
        else
        {
            number = row.Number;
            db.Run(DirectorySql.SetTenantRecord, number, DirectoryRows.Seal(keys.Tenant(db, number)!.Span, number, record), version);
            foreach (var old in db.All(DirectorySql.DomainsOfTenant, domain => (byte[])domain[0], number))
                if (!tags.Exists(kept => kept.AsSpan().SequenceEqual(old))) db.Run(DirectorySql.AddRemoved, version, (long)DirectoryVersions.RemovedDomain, number, old);
            db.Run(DirectorySql.RemoveDomains, number);
        }

        foreach (var domain in tags) db.Run(DirectorySql.AddDomain, domain, number);
        var stored = tenant with
        {
            Number = number,
            Domains = domains,
            ArchiveMonths = (int?)db.Number(ArchiveVaultSql.MonthsWhenOn, number),
            EraseAt = row?.EraseAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };
        return (stored, version);
    }

    private static long Make(Connection db, OpenKeys keys, byte[] tag, TenantRecord record, long version, DateTimeOffset now)
    {
        db.Run(DirectorySql.AddTenant, tag, version);
        var number = db.LastNumber;
        using var key = SecretBytes.Random(KeyWrap.KeyBytes);
        using var salt = SecretBytes.Random(KeyWrap.KeyBytes);
        db.Run(DirectorySql.SetTenant, number,
            keys.Root.Wrap(OpenKeys.TenantKey, number, key.Span),
            KeyWrap.Seal(key.Span, OpenKeys.TenantSalt, number, salt.Span),
            DirectoryRows.Seal(key.Span, number, record),
            version);
        AddPair(KeyPairKind.Quarantine, 0);
        AddPair(KeyPairKind.Trace, Months.Of(now));
        return number;

        // Not with the cached key: the transaction may still be rolled back.
        void AddPair(KeyPairKind kind, long period)
        {
            var pair = NewPair.Make();
            KeyPairs.Add(db, pair, pair.Wrap(key.Span, kind, number, 0), kind, number, 0, period, now);
        }
    }

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0) return false;
        var host = text[..colon];
        return host[0] == '[' && host[^1] == ']' ? IPAddress.TryParse(host[1..^1], out _) : AddressParts.TryNormaliseDomain(host, out _);
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
