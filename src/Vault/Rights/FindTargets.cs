using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;
using Sekisho.Store.Published;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Rights;

/// <summary>Finds in the directory whose it is that a request names.</summary>
internal sealed class FindTargets(VaultDatabase database, KeyCabinet cabinet, Func<CredentialDesk> credentials)
{
    /// <summary>What is named, and whether an account among it is an operator's.</summary>
    /// <param name="subject">As the request says.</param>
    /// <param name="actor">Who asks.</param>
    /// <returns>
    /// Targets, at least one. What is not there belongs to nobody, which is the same as to somebody else: whoever may not do
    /// it everywhere does not learn what exists.
    /// </returns>
    public (IReadOnlyList<RightsTarget> Targets, bool OfOperator) Find(RightsSubject subject, Principal actor)
    {
        if (subject.IsOwnTenant) return ([new RightsTarget(actor.Tenant)], false);
        if (subject.IsReach) return ([new RightsTarget(actor.Tenant, actor.Account)], false);
        if (subject.Credential is { } credential)
            return ([credentials().Find(credential) is { } row ? new RightsTarget(row.Tenant, row.Account > 0 ? row.Account : null) : RightsTarget.System], false);
        return cabinet.Use(keys => database.Read(db =>
        {
            if (subject.Tenant is { } name) return ([new RightsTarget(db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, name))?.Number)], false);
            if (subject.Domain is { } domain) return ([new RightsTarget(TenantOf(db, keys, domain))], false);
            if (subject.Addresses.Count == 0) return ((IReadOnlyList<RightsTarget>)[RightsTarget.System], false);
            var targets = new HashSet<RightsTarget>();
            var ofOperator = false;
            foreach (var address in subject.Addresses)
            {
                var (target, right) = OfAddress(db, keys, address);
                targets.Add(target);
                ofOperator |= right == AccountRight.Operator && target.Account != actor.Account;
            }

            return ([.. targets], ofOperator);
        }));
    }

    /// <summary>What the person of an account is; null when it is gone.</summary>
    public (AccountRight Right, long Tenant)? RightOf(long account) => cabinet.Use(keys => database.Read<(AccountRight, long)?>(db =>
        db.First(DirectorySql.AccountByNumber, DirectoryRows.ReadAccount, account) is { } row ? (DirectoryRows.Open(db, keys, row).Right, row.Tenant) : null));

    /// <summary>How the ledger names the person of an account; null when it is gone.</summary>
    public LedgerReference? PersonOf(long account) => cabinet.Use(keys => database.Read(db =>
        db.First(DirectorySql.AccountByNumber, DirectoryRows.ReadAccount, account) is { } row
            ? LedgerReference.Of(keys.Salt(db, row.Tenant), "person", DirectoryRows.Open(db, keys, row).Address)
            : (LedgerReference?)null));

    private static (RightsTarget Target, AccountRight? Right) OfAddress(Connection db, OpenKeys keys, string address)
    {
        if (!AddressParts.TryParse(address, out var parts) || parts.Domain.Length == 0) return (RightsTarget.System, null);
        var row = db.First(DirectorySql.AccountByTag, DirectoryRows.ReadAccount, DirectoryTags.OfAddress(keys.Lookup, parts.Address).ToBytes());
        return row is null
            ? (new RightsTarget(TenantOf(db, keys, parts.Domain)), null)
            : (new RightsTarget(row.Tenant, row.Number), DirectoryRows.Open(db, keys, row).Right);
    }

    private static long? TenantOf(Connection db, OpenKeys keys, string domain) =>
        AddressParts.TryNormaliseDomain(domain, out var normal) ? db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, normal).ToBytes()) : null;
}
