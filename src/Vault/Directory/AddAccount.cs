using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Directory;

/// <summary>Adds an account with its mailbox keys; changes what is given when it exists.</summary>
internal sealed class AddAccount(
    VaultDatabase database, KeyCabinet cabinet, Recorder recorder, Publisher publisher, PasswordDesk passwords, TicketDesk tickets, TimeProvider clock)
{
    public const int MostGroups = 64;
    public const int LongestGroup = 64;

    public async ValueTask<Account> HandleAsync(AddAccountRequest request, CancellationToken cancellation)
    {
        var parts = Parse(request.Address);
        if (request.Groups is { } groups && ProblemOf(groups) is { } problem) throw Rejected(problem);
        // Look before the slow derivation; the transaction looks again.
        var found = cabinet.Use(keys => database.Read(db => Find(db, keys, parts)));
        var existed = found.Account > 0;
        NewLogIn? made = null;
        if (request.Password is not null)
        {
            // The number goes into the verifier, so a new account gets its number first.
            if (found.Account == 0) found = found with { Account = Write(parts, request, null).Account };
            made = await passwords.NewAsync(found.Account, parts.Address, request.Password, cancellation).ConfigureAwait(false);
        }

        await recorder.RecordAsync(EntriesOf(found.Tenant, parts.Address, request)).ConfigureAwait(false);
        var (number, account, version) = Write(parts, request, made);
        // Who knew the old password may be logged in with it.
        if (existed && made is not null) tickets.EndAccount(number);
        if (version > 0) await publisher.PublishedAsync(version).ConfigureAwait(false);
        return account;
    }

    /// <summary>The address, or what is wrong with it.</summary>
    public static AddressParts Parse(string address) =>
        AddressParts.TryParse(address, out var parts) && parts.Domain.Length > 0 ? parts : throw Rejected($"'{address}' is no address.");

    /// <summary>What is wrong with a list of groups; null when nothing is.</summary>
    public static string? ProblemOf(IReadOnlyList<string> groups) =>
        groups.Count > MostGroups ? $"An account is in at most {MostGroups} groups."
        : groups.Any(group => group.Length is 0 or > LongestGroup || group.Any(char.IsControl)) ? $"The name of a group has 1 to {LongestGroup} characters."
        : null;

    private static (long Tenant, long Account) Find(Connection db, OpenKeys keys, AddressParts parts)
    {
        var tenant = db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, parts.Domain).ToBytes())
            ?? throw Rejected($"The domain {parts.Domain} belongs to no tenant. Add the tenant first: tenant add NAME --domain {parts.Domain}");
        return (tenant, db.Number(DirectorySql.AccountKey, DirectoryTags.OfAddress(keys.Lookup, parts.Address).ToBytes()) ?? 0);
    }

    private (long Account, Account Shown, long Version) Write(AddressParts parts, AddAccountRequest request, NewLogIn? made) =>
        cabinet.Use(keys => database.Write(db => Apply(db, keys, parts, request, made)));

    private (long Account, Account Shown, long Version) Apply(Connection db, OpenKeys keys, AddressParts parts, AddAccountRequest request, NewLogIn? made)
    {
        var (tenant, number) = Find(db, keys, parts);
        var tenantKey = keys.Tenant(db, tenant) ?? throw Rejected("The tenant is being erased.");
        var tag = DirectoryTags.OfAddress(keys.Lookup, parts.Address).ToBytes();
        var row = number > 0 ? db.First(DirectorySql.AccountByTag, DirectoryRows.ReadAccount, tag) : null;
        if (row is not null && row.Tenant != tenant) throw Rejected($"{parts.Address} was an account of another tenant: erase it first ('account erase'), so that nobody inherits its mail.");
        var old = row is null ? new AccountRecord(parts.Address) : DirectoryRows.Open(db, keys, row);
        var logIn = made is not null ? made.Apply(row is null ? null : DirectoryRows.OpenLogIn(db, keys, row)) : row is null ? null : DirectoryRows.OpenLogIn(db, keys, row);
        var record = old with { Right = request.Right ?? old.Right, Groups = request.Groups ?? old.Groups };
        long version = 0;
        if (row is null)
        {
            var now = clock.GetUtcNow();
            version = DirectoryVersions.Next(db, now);
            number = (db.Number(DirectorySql.LastAccount) ?? 0) + 1;
            db.Run(DirectorySql.AddAccount, number, tag, tenant, DirectoryRows.Seal(tenantKey.Span, number, record), DirectoryRows.Seal(tenantKey.Span, number, logIn), version);
            KeyPairs.Add(db, keys, KeyPairKind.Content, tenant, number, 0, now);
            KeyPairs.Add(db, keys, KeyPairKind.Index, tenant, number, 0, now);
        }
        else
        {
            version = DirectoryVersions.Current(db);
            db.Run(DirectorySql.SetAccount, number, DirectoryRows.Seal(tenantKey.Span, number, record), DirectoryRows.Seal(tenantKey.Span, number, logIn));
        }

        var name = DirectoryRows.Open(db, keys, db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, tenant)!).Name;
        return (number, new Account { Address = record.Address, Tenant = name, CanLogIn = logIn?.CanLogIn ?? false, Right = record.Right, Groups = record.Groups ?? [] }, version);
    }

    private LedgerEntry[] EntriesOf(long tenant, string address, AddAccountRequest request)
    {
        var what = cabinet.Use(keys => database.Read(db => new LedgerWhat
        {
            Tenant = FormattableString.Invariant($"{tenant}"),
            Class = "account",
            Reference = LedgerReference.Of(keys.Salt(db, tenant), "person", address),
        }));
        var changed = recorder.Entry(EntryType.AccountChanged) with
        {
            What = what,
            Details = Recorder.Details(("right", request.Right?.ToString()), ("groups", request.Groups is { } groups ? FormattableString.Invariant($"{groups.Count}") : null)),
        };
        return request.Password is null
            ? [changed]
            : [changed, recorder.Entry(EntryType.CredentialChanged) with { What = what, Details = Recorder.Details(("credential", "password")) }];
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
