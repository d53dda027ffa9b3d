using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Store.Published;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;

namespace Sekisho.Vault.Canaries;

/// <summary>Traps that nobody has a reason to touch. A touch is answered like any other, and is on record and in the log at once.</summary>
internal sealed class CanaryWatch(VaultDatabase database, KeyCabinet cabinet, Recorder recorder, ILogger log)
{
    /// <summary>Tells of a touch; does nothing when it was none.</summary>
    /// <exception cref="CallException">The ledger does not record: nothing may be released.</exception>
    public async ValueTask TouchedAsync(bool isCanary, string what, string how, RoleKind caller, long tenant, LedgerReference reference)
    {
        if (!isCanary) return;
        var (name, text) = (RoleTable.NameOf(caller), reference.ToString());
        Log.CanaryTouched(log, what, how, name, text);
        await recorder.RecordAsync([recorder.Entry(EntryType.CanaryTouched) with
        {
            What = new LedgerWhat { Tenant = tenant > 0 ? FormattableString.Invariant($"{tenant}") : null, Class = what, Reference = reference },
            Details = Recorder.Details(("how", how), ("caller", RoleTable.NameOf(caller))),
        }]).ConfigureAwait(false);
    }

    /// <summary>Answers <c>vault.set-canary</c>.</summary>
    public ValueTask<Nothing> SetAsync(SetCanaryRequest request)
    {
        var done = cabinet.Use(keys => database.Write(db => Set(db, keys, request)));
        if (!done) throw new CallException(CallFailure.Rejected, $"There is no {request.Kind.ToString().ToLowerInvariant()} {request.Name}.");
        return ValueTask.FromResult(Nothing.Value);
    }

    /// <summary>Whether a message is a trap.</summary>
    public static bool IsMessage(Connection db, OpenKeys keys, string message) =>
        db.Number("SELECT 1 FROM canary_message WHERE tag = ?1", TagOf(keys, message)) is not null;

    /// <summary>How many are set.</summary>
    public static long Count(Connection db) => db.Number("""
        SELECT (SELECT count(*) FROM canary_message) + (SELECT count(*) FROM account WHERE canary = 1)
             + (SELECT count(*) FROM credential WHERE canary = 1) + (SELECT count(*) FROM key_pair WHERE canary = 1)
        """) ?? 0;

    private static bool Set(Connection db, OpenKeys keys, SetCanaryRequest request)
    {
        switch (request.Kind)
        {
            case CanaryKind.Mailbox:
                var address = AddAccount.Parse(request.Name).Address;
                return db.Run("UPDATE account SET canary = ?2 WHERE tag = ?1", DirectoryTags.OfAddress(keys.Lookup, address).ToBytes(), request.Set) == 1;
            case CanaryKind.Key:
                if (!Sealing.Keys.KeyId.TryParse(request.Name, out var id) || KeyPairs.Find(db, id) is not { } pair) return false;
                return db.Run("UPDATE key_pair SET canary = ?2 WHERE number = ?1", pair.Number, request.Set) == 1;
            default:
                if (request.Name.Length is 0 or > 64) return false;
                if (request.Set) db.Run("INSERT OR IGNORE INTO canary_message (tag) VALUES (?1)", TagOf(keys, request.Name));
                else db.Run("DELETE FROM canary_message WHERE tag = ?1", TagOf(keys, request.Name));
                return true;
        }
    }

    private static byte[] TagOf(OpenKeys keys, string message) => keys.Lookup.Of("message"u8, message).ToBytes();
}
