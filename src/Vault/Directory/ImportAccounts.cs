using Sekisho.Identity.Scram;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Directory;

/// <summary>Adds many accounts in one transaction. Their keys are made on all cores; those that exist are changed.</summary>
internal sealed class ImportAccounts(VaultDatabase database, KeyCabinet cabinet, Recorder recorder, Publisher publisher, TimeProvider clock)
{
    /// <summary>The most accounts of one call: it is one transaction, and others wait behind it.</summary>
    public const int MostAccounts = 10_000;

    public async ValueTask<ImportAccountsReply> HandleAsync(ImportAccountsRequest request)
    {
        if (request.Accounts.Count is 0 or > MostAccounts)
            throw new CallException(CallFailure.Rejected, $"1 to {MostAccounts} accounts at a time, not {request.Accounts.Count}.");
        await recorder.RecordAsync([recorder.Entry(EntryType.AccountChanged) with
        {
            What = new LedgerWhat { Class = "accounts" },
            Details = Recorder.Details(("change", "import"), ("accounts", FormattableString.Invariant($"{request.Accounts.Count}"))),
        }]).ConfigureAwait(false);
        var reply = cabinet.Use(keys => database.Write(db => Apply(db, keys, request.Accounts)));
        // Not waited for: an import is many calls, and the store takes them together.
        publisher.Wake();
        return reply;
    }

    private ImportAccountsReply Apply(Connection db, OpenKeys keys, IReadOnlyList<ImportAccount> accounts)
    {
        var now = clock.GetUtcNow();
        var problems = new List<ImportProblem>();
        var plans = Plan(db, keys, accounts, problems);
        var added = plans.Count(plan => plan.IsNew);
        var next = (db.Number(DirectorySql.LastAccount) ?? 0) + 1;
        foreach (var plan in plans.Where(plan => plan.IsNew)) plan.Number = next++;
        // The slow part, without the database: two key pairs and their wraps for each.
        Parallel.ForEach(plans, plan => plan.MakeKeys());
        var version = added > 0 ? DirectoryVersions.Next(db, now) : 0;
        foreach (var plan in plans) Write(db, plan, version, now);
        return new ImportAccountsReply(added, plans.Count - added, problems);
    }

    private static List<Plan> Plan(Connection db, OpenKeys keys, IReadOnlyList<ImportAccount> accounts, List<ImportProblem> problems)
    {
        var plans = new List<Plan>(accounts.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var domains = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < accounts.Count; i++)
        {
            var account = accounts[i];
            ScramVerifier? verifier = null;
            if (!AddressParts.TryParse(account.Address, out var parts) || parts.Domain.Length == 0) problems.Add(new ImportProblem(i, "no address"));
            else if (!seen.Add(parts.Address)) problems.Add(new ImportProblem(i, "twice in this request"));
            else if (TenantOf(db, keys, domains, parts.Domain) is not { } tenant) problems.Add(new ImportProblem(i, "its domain belongs to no tenant"));
            else if (account.Verifier is not null && !ScramVerifier.TryParse(account.Verifier, out verifier)) problems.Add(new ImportProblem(i, "no SCRAM-SHA-256 verifier of RFC 5803"));
            else if (account.Groups is { } groups && AddAccount.ProblemOf(groups) is { } problem) problems.Add(new ImportProblem(i, problem));
            else
            {
                var tag = DirectoryTags.OfAddress(keys.Lookup, parts.Address).ToBytes();
                var known = db.First(DirectorySql.AccountKey, row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1)), tag);
                if (known.Number > 0 && known.Tenant != tenant) problems.Add(new ImportProblem(i, "was an account of another tenant"));
                else
                {
                    plans.Add(new Plan(tenant, tag, keys.Tenant(db, tenant)!, new AccountRecord(parts.Address, account.Right, account.Groups),
                        verifier is null ? null : new LogInRecord { Scram = verifier.ToText() }, known.Number));
                }
            }
        }

        return plans;
    }

    private static long? TenantOf(Connection db, OpenKeys keys, Dictionary<string, long> known, string domain)
    {
        if (known.TryGetValue(domain, out var tenant)) return tenant;
        if (db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes()) is not { } found) return null;
        known.Add(domain, found);
        return found;
    }

    private static void Write(Connection db, Plan plan, long version, DateTimeOffset now)
    {
        if (!plan.IsNew)
        {
            db.Run("UPDATE account SET sealed = ?2, login = coalesce(?3, login) WHERE number = ?1", plan.Number, plan.Sealed, plan.SealedLogIn);
            return;
        }

        db.Run(DirectorySql.AddAccount, plan.Number, plan.Tag, plan.Tenant, plan.Sealed, plan.SealedLogIn, version);
        KeyPairs.Add(db, plan.Content!, plan.WrappedContent, KeyPairKind.Content, plan.Tenant, plan.Number, 0, now);
        KeyPairs.Add(db, plan.Index!, plan.WrappedIndex, KeyPairKind.Index, plan.Tenant, plan.Number, 0, now);
    }
}
