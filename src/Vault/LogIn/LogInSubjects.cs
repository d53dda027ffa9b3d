using Sekisho.Ledger.Entries;
using Sekisho.Store.Published;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.LogIn;

/// <summary>Looks up who wants to log in.</summary>
internal sealed class LogInSubjects(VaultDatabase database, KeyCabinet cabinet)
{
    /// <summary>Finds an address.</summary>
    /// <param name="address">As it was typed.</param>
    /// <param name="client">The network address; null when unknown.</param>
    public LogInSubject Find(string address, string? client)
    {
        // What is no address is nobody's, and is counted and recorded like an address that nobody has.
        var typed = AddressParts.TryParse(address, out var parts) ? parts.Address : address[..Math.Min(address.Length, AddressParts.LongestAddress)];
        return cabinet.Use(keys => database.Read(db =>
        {
            var row = db.First(DirectorySql.AccountByTag, DirectoryRows.ReadAccount, DirectoryTags.OfAddress(keys.Lookup, typed).ToBytes());
            var salt = keys.Salt(db, row?.Tenant ?? 0);
            return new LogInSubject(
                typed, row, row is null ? null : DirectoryRows.OpenLogIn(db, keys, row),
                LedgerReference.Of(salt, "person", typed), client is null ? null : LedgerReference.Of(salt, "address", client));
        }));
    }

    /// <summary>The subject of an account's number; null when it is gone.</summary>
    /// <param name="account">The number.</param>
    /// <param name="client">The network address; null when unknown.</param>
    public LogInSubject? Of(long account, string? client) => AddressOf(account) is { } address && Find(address, client) is { Row: not null } subject ? subject : null;

    /// <summary>Somebody who did not say who they are.</summary>
    public LogInSubject Nobody(string? client) => Find("", client);

    /// <summary>Changes what an account logs in with, if it is still there.</summary>
    /// <param name="account">The account's number.</param>
    /// <param name="change">From the record as it is now; null for no change.</param>
    /// <returns>Whether it was changed.</returns>
    public bool Change(long account, Func<LogInRecord, LogInRecord?> change) => cabinet.Use(keys => database.Write(db =>
    {
        if (db.First(DirectorySql.AccountByNumber, DirectoryRows.ReadAccount, account) is not { } row) return false;
        if (keys.Tenant(db, row.Tenant) is not { } tenantKey) return false;
        if (change(DirectoryRows.OpenLogIn(db, keys, row) ?? new LogInRecord()) is not { } changed) return false;
        return db.Run(DirectorySql.SetLogIn, account, DirectoryRows.Seal(tenantKey.Span, account, changed)) == 1;
    }));

    /// <summary>An account's canonical address.</summary>
    public string? AddressOf(long account) => cabinet.Use(keys => database.Read(db =>
        db.First(DirectorySql.AccountByNumber, DirectoryRows.ReadAccount, account) is { } row ? DirectoryRows.Open(db, keys, row).Address : null));
}
