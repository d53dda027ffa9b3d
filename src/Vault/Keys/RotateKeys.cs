using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Secrets;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Keys;

/// <summary>
/// Makes keys anew. The root key in three steps, so that a crash at any point leaves one key that opens the database: the new
/// key lies beside the old one; one transaction wraps everything with it and names it; the new key takes the old one's place.
/// A start finishes what a crash has left (<see cref="IRootKeySource.Adopt"/>).
/// </summary>
internal sealed class RotateKeys(VaultDatabase database, KeyCabinet cabinet, IRootKeySource source, Recorder recorder)
{
    /// <summary>Answers <c>vault.rotate-root-key</c>.</summary>
    public async ValueTask<Nothing> RootAsync()
    {
        await recorder.RecordAsync([recorder.Entry(EntryType.KeyRotated) with { What = new LedgerWhat { Class = "root-key" } }]).ConfigureAwait(false);
        Root((_, _) => 0, []);
        return Nothing.Value;
    }

    /// <summary>Answers <c>vault.rotate-tenant-key</c>.</summary>
    public async ValueTask<Nothing> TenantAsync(NameRequest request)
    {
        var tenant = cabinet.Use(keys => database.Read(db => db.First(DirectorySql.TenantByTag, DirectoryRows.ReadTenant, DirectoryRows.TagOfTenant(keys, request.Name))?.Number))
            ?? throw new CallException(CallFailure.Rejected, $"There is no tenant {request.Name}.");
        await recorder.RecordAsync([recorder.Entry(EntryType.KeyRotated) with { What = new LedgerWhat { Tenant = FormattableString.Invariant($"{tenant}"), Class = "tenant-key" } }]).ConfigureAwait(false);
        cabinet.Change(keys =>
        {
            database.Write(db => Tenant(db, keys, tenant));
            keys.ForgetTenant(tenant);
            return 0;
        });
        return Nothing.Value;
    }

    /// <summary>Makes a new root key and a new key for the system's records, and wraps everything that is left after <paramref name="first"/>.</summary>
    /// <param name="first">What happens before, in the same transaction; may remove rows.</param>
    /// <param name="renewed">The tenants whose keys <paramref name="first"/> makes anew.</param>
    public int Root(Func<Connection, OpenKeys, int> first, IReadOnlyList<long> renewed) => cabinet.Change(keys =>
    {
        var next = source.MakeNext();
        var adopted = false;
        try
        {
            using var records = SecretBytes.Random(KeyWrap.KeyBytes);
            var result = database.Write(db =>
            {
                var removed = first(db, keys);
                foreach (var (number, wrapped) in db.All(KeySql.TenantKeys, row => (row.GetInt64(0), (byte[])row[1])))
                    db.Run(KeySql.SetTenantKey, number, Rewrap(keys.Root, next, OpenKeys.TenantKey, number, wrapped));
                foreach (var (purpose, wrapped) in db.All(KeySql.SystemKeys, row => (row.GetInt64(0), (byte[])row[1])))
                    db.Run(KeySql.SetSystemKey, purpose, purpose == (long)SystemKeyPurpose.Records
                        ? next.Wrap(OpenKeys.SystemKey, purpose, records.Span)
                        : Rewrap(keys.Root, next, OpenKeys.SystemKey, purpose, wrapped));
                ResealSystem(db, keys.Of(SystemKeyPurpose.Records), records.Span);
                db.Run("UPDATE state SET root_id = ?1", next.Id);
                return removed;
            });
            adopted = true;
            // From here the database opens only with the new key, whatever happens.
            source.Adopt(next.Id);
            keys.ReplaceRoot(next);
            foreach (var tenant in renewed) keys.ForgetTenant(tenant);
            keys.ForgetMissing(database.Read(db => db.All("SELECT number FROM tenant", row => row.GetInt64(0))));
            keys.ReplaceRecords(records.Span);
            database.EmptyLog();
            return result;
        }
        finally
        {
            if (!adopted) next.Dispose();
        }
    });

    /// <summary>Makes a new key for a tenant and seals all that is its under it, in the caller's transaction.</summary>
    /// <returns>How many rows were sealed anew.</returns>
    public static int Tenant(Connection db, OpenKeys keys, long tenant)
    {
        var oldKey = keys.Tenant(db, tenant) ?? throw new CallException(CallFailure.Rejected, "The tenant's key is not there.");
        using var newKey = SecretBytes.Random(KeyWrap.KeyBytes);
        var row = db.First(DirectorySql.TenantByNumber, DirectoryRows.ReadTenant, tenant)!;
        var salt = DirectoryRows.Reseal(oldKey.Span, newKey.Span, OpenKeys.TenantSalt, tenant, db.Bytes(KeySql.TenantSalt, tenant)!);
        db.Run("UPDATE tenant SET wrapped = ?2, salt = ?3, sealed = ?4 WHERE number = ?1",
            tenant, keys.Root.Wrap(OpenKeys.TenantKey, tenant, newKey.Span), salt, DirectoryRows.Reseal(oldKey.Span, newKey.Span, row));
        var count = 1 + ResealPairs(db, tenant, oldKey.Span, newKey.Span) + ResealAccounts(db, tenant, oldKey.Span, newKey.Span);
        count += ResealNumbered(db, "credential", "SELECT number, sealed FROM credential WHERE tenant = ?1", "UPDATE credential SET sealed = ?2 WHERE number = ?1", tenant, oldKey.Span, newKey.Span);
        return count + ResealNumbered(db, "signing-key", "SELECT number, sealed FROM signing_key WHERE tenant = ?1", "UPDATE signing_key SET sealed = ?2 WHERE number = ?1", tenant, oldKey.Span, newKey.Span);
    }

    private static byte[] Rewrap(IRootKey from, IRootKey to, string kind, long number, byte[] wrapped)
    {
        using var key = from.Unwrap(kind, number, wrapped)
            ?? throw new CallException(CallFailure.Faulted, $"The key {kind} {number} does not open with the root key: nothing was changed. Bring the database back from a backup.");
        return to.Wrap(kind, number, key.Span);
    }

    private static void ResealSystem(Connection db, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        ResealPairs(db, 0, from, to);
        ResealNumbered(db, "revocation", "SELECT number, sealed FROM revocation WHERE ?1 = 0", "UPDATE revocation SET sealed = ?2 WHERE number = ?1", 0, from, to, fixedNumber: 0);
        ResealNumbered(db, "budgets", "SELECT one, sealed FROM budget WHERE ?1 = 0", "UPDATE budget SET sealed = ?2 WHERE one = ?1", 0, from, to, fixedNumber: 0);
    }

    private static int ResealPairs(Connection db, long tenant, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        long after = 0;
        var count = 0;
        while (true)
        {
            var rows = db.All(KeySql.PairsOfTenant, row => new PairRow(
                row.GetInt64(0), (KeyPairKind)row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), (byte[])row[5], false), tenant, after);
            if (rows.Count == 0) return count;
            foreach (var row in rows)
                db.Run(KeySql.SetPairWrapped, row.Number, DirectoryRows.Reseal(from, to, KeyPairs.ContextOf(row.Kind, row.Tenant, row.Owner), row.Mark, row.Wrapped));
            after = rows[^1].Number;
            count += rows.Count;
        }
    }

    private static int ResealAccounts(Connection db, long tenant, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        long after = 0;
        var count = 0;
        while (true)
        {
            var rows = db.All(DirectorySql.AccountsOfTenant, DirectoryRows.ReadAccount, after, 10_000, tenant);
            if (rows.Count == 0) return count;
            foreach (var row in rows)
            {
                var (record, logIn) = DirectoryRows.Reseal(from, to, row);
                db.Run(DirectorySql.SetAccount, row.Number, record, logIn);
            }

            after = rows[^1].Number;
            count += rows.Count;
        }
    }

    private static int ResealNumbered(
        Connection db, string kind, string select, string update, long tenant, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, long? fixedNumber = null)
    {
        var rows = db.All(select, row => (Number: row.GetInt64(0), Bytes: (byte[])row[1]), tenant);
        foreach (var (number, bytes) in rows) db.Run(update, number, DirectoryRows.Reseal(from, to, kind, fixedNumber ?? number, bytes));
        return rows.Count;
    }
}
