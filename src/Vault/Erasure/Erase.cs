using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Files;
using Sekisho.Ledger;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Passkeys;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Tickets;

namespace Sekisho.Vault.Erasure;

/// <summary>
/// Ends a contract or an account. Steps:
/// 1. what is to be destroyed is counted, and its references made under the salt that is destroyed with it;
/// 2. one transaction removes keys, verifiers, credentials and records, wraps all that is left under a new root key, and keeps
///    the entry that is to be recorded;
/// 3. the old root key is destroyed, the database's log is emptied;
/// 4. the entry is recorded and its proof becomes the certificate. A start finishes what a crash has left of 3 and 4.
/// </summary>
internal sealed class Erase(
    VaultOptions options, string folder, VaultDatabase database, KeyCabinet cabinet, RotateKeys rotate, TicketDesk tickets, Publisher publisher,
    Recorder recorder, ICallClient calls, TimeProvider clock, ILogger log) : IDisposable
{
    /// <summary>The form of a certificate.</summary>
    public const string Form = "sekisho-erasure-certificate/v1";

    // One at a time: an operator's and a due one at the same moment would erase one tenant twice, and record one erasure twice.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Answers <c>vault.erase-tenant</c>.</summary>
    public async ValueTask<EraseReply> TenantAsync(EraseTenantRequest request)
    {
        var row = cabinet.Use(keys => database.Read(db => db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, request.Name))))
            ?? throw new CallException(CallFailure.Rejected, $"There is no tenant {request.Name}.");
        if (request.Now && HasHeld(row.Number)) throw Held(request.Name);
        if (request.Now) return new EraseReply(null, await AloneAsync(() => TenantNowAsync(row.Number)).ConfigureAwait(false));
        if (!request.Cancel && HasHeld(row.Number)) throw Held(request.Name);
        DateTimeOffset? at = request.Cancel ? null : clock.GetUtcNow() + TimeSpan.FromDays(options.ErasureGraceDays);
        await recorder.RecordAsync([recorder.Entry(EntryType.TenantChanged) with
        {
            What = new LedgerWhat { Tenant = FormattableString.Invariant($"{row.Number}"), Class = "tenant" },
            Details = Recorder.Details(("change", request.Cancel ? "erasure cancelled" : "erasure announced"), ("erase_at", at?.ToString("O"))),
        }]).ConfigureAwait(false);
        database.Write(db => db.Run("UPDATE tenant SET erase_at = ?2 WHERE number = ?1", row.Number, at?.ToUnixTimeMilliseconds()));
        return new EraseReply(at, null);
    }

    /// <summary>Answers <c>vault.erase-account</c>.</summary>
    public async ValueTask<EraseReply> AccountAsync(EraseAccountRequest request) => new(null, await AloneAsync(() => AccountNowAsync(request)).ConfigureAwait(false));

    /// <summary>Erases the tenants whose grace is over, and finishes what an earlier run has begun.</summary>
    public async Task RunDueAsync() => await AloneAsync(async () =>
    {
        var certificate = await FinishAsync().ConfigureAwait(false);
        foreach (var number in database.Read(db => db.All("SELECT number FROM tenant WHERE erase_at <= ?1", row => row.GetInt64(0), clock.GetUtcNow().ToUnixTimeMilliseconds())))
        {
            // What somebody has put on hold outlasts the contract; the erasure is done when it is released.
            if (!HasHeld(number)) certificate = await TenantNowAsync(number).ConfigureAwait(false);
        }

        return certificate;
    }).ConfigureAwait(false);

    /// <summary>Destroys what <paramref name="remove"/> removes in the same way: new keys for all that is left, the entries recorded, certificates.</summary>
    /// <param name="entries">What is recorded of it.</param>
    /// <param name="remove">Removes; throws to do nothing at all.</param>
    /// <param name="renewed">The tenants whose keys are made anew: with the old one a copy from before would still open what was destroyed.</param>
    /// <returns>The last certificate.</returns>
    public ValueTask<ErasureCertificate?> DestroyAsync(IReadOnlyList<LedgerEntry> entries, Func<Connection, int> remove, IReadOnlyList<long> renewed) => AloneAsync(async () =>
    {
        Destroy(entries, remove, renewed);
        await ToldAsync().ConfigureAwait(false);
        return await FinishAsync().ConfigureAwait(false);
    });

    public void Dispose() => _one.Dispose();

    private bool HasHeld(long tenant) => database.Read(db => db.Number(ArchiveVaultSql.HasHeld, tenant)) == 1;

    private static CallException Held(string name) => new(CallFailure.Rejected, $"Months of the archive of {name} are on hold: release them first ('archive list {name}' names them).");

    private async ValueTask<ErasureCertificate?> AloneAsync(Func<ValueTask<ErasureCertificate?>> work)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<ErasureCertificate?> AccountNowAsync(EraseAccountRequest request)
    {
        var address = AddAccount.Parse(request.Address).Address;
        var row = cabinet.Use(keys => database.Read(db => db.First(
            DirectorySql.AccountByTag, DirectoryRows.ReadAccount, Store.Published.DirectoryTags.OfAddress(keys.Lookup, address).ToBytes())))
            ?? throw new CallException(CallFailure.Rejected, $"There is no account {address}.");
        var entry = cabinet.Use(keys => database.Read(db => recorder.Entry(EntryType.AccountErased) with
        {
            What = new LedgerWhat
            {
                Tenant = FormattableString.Invariant($"{row.Tenant}"),
                Class = "account",
                Reference = LedgerReference.Of(keys.Salt(db, row.Tenant), "person", address),
            },
            Details = CountsOfAccount(db, row.Tenant, row.Number),
        }));
        tickets.EndAccount(row.Number);
        var tag = cabinet.Use(keys => Store.Published.DirectoryTags.OfAddress(keys.Lookup, address).ToBytes());
        // The tenant's key is made anew too: with it, a copy from before would still open what was erased.
        Destroy([entry], db =>
        {
            db.Run(KeySql.RemovePairsOfOwner, row.Tenant, row.Number);
            db.Run("DELETE FROM credential WHERE tenant = ?1 AND account = ?2", row.Tenant, row.Number);
            db.Run(PasskeySql.RemoveOfAccount, row.Tenant, row.Number);
            db.Run(LoginSql.RemoveOfAccount, row.Tenant, row.Number);
            db.Run(DirectorySql.AddRemoved, DirectoryVersions.Next(db, clock.GetUtcNow()), (long)DirectoryVersions.RemovedAddress, row.Number, tag);
            return db.Run("DELETE FROM account WHERE number = ?1", row.Number);
        }, [row.Tenant]);
        await ToldAsync().ConfigureAwait(false);
        return await FinishAsync().ConfigureAwait(false);
    }

    private async ValueTask<ErasureCertificate?> TenantNowAsync(long tenant)
    {
        var entry = cabinet.Use(keys => database.Read(db =>
        {
            var row = db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, tenant)
                ?? throw new CallException(CallFailure.Rejected, "The tenant has just been erased.");
            var record = DirectoryRows.Open(db, keys, row);
            return recorder.Entry(EntryType.TenantErased) with
            {
                What = new LedgerWhat
                {
                    Tenant = FormattableString.Invariant($"{tenant}"),
                    Class = "tenant",
                    Reference = LedgerReference.Of(keys.Salt(db, tenant), "tenant", record.Name),
                },
                Details = CountsOfTenant(db, tenant),
            };
        }));
        tickets.EndTenant(tenant);
        Destroy([entry], db => RemoveTenant(db, tenant, DirectoryVersions.Next(db, clock.GetUtcNow())), []);
        await ToldAsync().ConfigureAwait(false);
        return await FinishAsync().ConfigureAwait(false);
    }

    private void Destroy(IReadOnlyList<LedgerEntry> entries, Func<Connection, int> remove, IReadOnlyList<long> renewed)
    {
        rotate.Root((db, keys) =>
        {
            // A copy from before, with the queue key that is still in use, would open the mail that waits: what comes from now on is under another.
            KeyPairs.Add(db, keys, KeyPairKind.Queue, 0, 0, Months.DayOf(clock.GetUtcNow()), clock.GetUtcNow());
            // And would sign orders.
            KeyPairs.Add(db, keys, KeyPairKind.Order, 0, 0, Months.DayOf(clock.GetUtcNow()), clock.GetUtcNow());
            foreach (var entry in entries) db.Run("INSERT INTO erasure (entry) VALUES (?1)", JsonSerializer.SerializeToUtf8Bytes(PendingErasure.Of(entry), RecordJson.Default.PendingErasure));
            var removed = remove(db);
            foreach (var tenant in renewed) RotateKeys.Tenant(db, keys, tenant);
            return removed;
        }, renewed);
        publisher.Wake();
    }

    /// <summary>Waits, for a bounded time, until the store takes no mail any more for what was erased.</summary>
    private ValueTask ToldAsync() => publisher.PublishedAsync(database.Read(DirectoryVersions.Current));

    /// <summary>Records what was destroyed, and makes the certificates.</summary>
    /// <returns>The last one.</returns>
    private async ValueTask<ErasureCertificate?> FinishAsync()
    {
        ErasureCertificate? certificate = null;
        foreach (var (number, json) in database.Read(db => db.All("SELECT number, entry FROM erasure ORDER BY number", row => (row.GetInt64(0), (byte[])row[1]))))
        {
            var entry = JsonSerializer.Deserialize(json, RecordJson.Default.PendingErasure)!.ToEntry();
            var index = await recorder.RecordAsync([entry]).ConfigureAwait(false);
            var proof = await calls.SendAsync(LedgerCalls.Prove, new ProveRequest(index)).ConfigureAwait(false);
            certificate = new ErasureCertificate { Form = Form, Entry = Encoding.UTF8.GetString(proof.Entry ?? []), Proof = proof.Proof };
            var path = Path.Combine(folder, "certificates", FormattableString.Invariant($"erasure-{index}.json"));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(certificate, VaultJson.Default.ErasureCertificate));
            database.Write(db => db.Run("DELETE FROM erasure WHERE number = ?1", number));
            Log.Erased(log, entry.Type, entry.What?.Tenant, path);
        }

        database.EmptyLog();
        return certificate;
    }

    private static int RemoveTenant(Connection db, long tenant, long version)
    {
        db.Run(DirectorySql.AddRemoved, version, (long)DirectoryVersions.RemovedTenant, tenant, BitConverter.GetBytes(tenant));
        db.Run(KeySql.RemovePairsOfTenant, tenant);
        db.Run("DELETE FROM credential WHERE tenant = ?1", tenant);
        db.Run(PasskeySql.RemoveOfTenant, tenant);
        db.Run(LoginSql.RemoveOfTenant, tenant);
        db.Run("DELETE FROM signing_key WHERE tenant = ?1", tenant);
        db.Run("DELETE FROM account WHERE tenant = ?1", tenant);
        db.Run(ArchiveVaultSql.RemovePolicyOfTenant, tenant);
        db.Run(ArchiveVaultSql.RemoveMonthsOfTenant, tenant);
        db.Run(DirectorySql.RemoveDomains, tenant);
        return db.Run("DELETE FROM tenant WHERE number = ?1", tenant);
    }

    private static IReadOnlyDictionary<string, string> CountsOfTenant(Connection db, long tenant) => Recorder.Details(
        ("accounts", Text(db.Number("SELECT count(*) FROM account WHERE tenant = ?1", tenant))),
        ("key_pairs", Text(db.Number("SELECT count(*) FROM key_pair WHERE tenant = ?1", tenant))),
        ("archive_months", Text(db.Number(ArchiveVaultSql.CountMonths, tenant))),
        ("credentials", Text(db.Number("SELECT count(*) FROM credential WHERE tenant = ?1", tenant))),
        ("passkeys", Text(db.Number("SELECT count(*) FROM passkey WHERE tenant = ?1", tenant))),
        ("signing_keys", Text(db.Number("SELECT count(*) FROM signing_key WHERE tenant = ?1", tenant))));

    private static IReadOnlyDictionary<string, string> CountsOfAccount(Connection db, long tenant, long account) => Recorder.Details(
        ("key_pairs", Text(db.Number("SELECT count(*) FROM key_pair WHERE tenant = ?1 AND owner = ?2 AND kind IN (1, 2)", tenant, account))),
        ("credentials", Text(db.Number("SELECT count(*) FROM credential WHERE tenant = ?1 AND account = ?2", tenant, account))),
        ("passkeys", Text(db.Number("SELECT count(*) FROM passkey WHERE tenant = ?1 AND account = ?2", tenant, account))));

    private static string Text(long? number) => FormattableString.Invariant($"{number ?? 0}");
}
