using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Store.Published;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Signing;

/// <summary>The signing keys of a domain in the database, each a record under its tenant's key.</summary>
internal static class SigningKeys
{
    /// <summary>What the records are bound to.</summary>
    public const string Kind = "signing-key";

    /// <summary>More keys than two kinds with a waiting and two retired ones each are a mistake.</summary>
    public const int MostOfDomain = 8;

    /// <summary>All keys, oldest first; what does not open any more is left out. The caller disposes them.</summary>
    public static List<SigningKey> Of(Connection db, OpenKeys keys, string domain)
    {
        var rows = db.All(
            "SELECT number, tenant, algorithm, sealed FROM signing_key WHERE domain = ?1 ORDER BY number",
            row => (Number: row.GetInt64(0), Tenant: row.GetInt64(1), Algorithm: row.GetInt64(2), Sealed: (byte[])row[3]),
            DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes());
        var found = new List<SigningKey>();
        foreach (var row in rows)
        {
            if (keys.Tenant(db, row.Tenant) is not { } key || KeyWrap.Open(key.Span, Kind, row.Number, row.Sealed) is not { } json) continue;
            found.Add(new SigningKey(row.Number, row.Tenant, row.Algorithm, JsonSerializer.Deserialize(json, RecordJson.Default.SigningRecord)!));
            CryptographicOperations.ZeroMemory(json);
        }

        return found;
    }

    /// <summary>Makes a key, unless the selector has one.</summary>
    public static int Make(Connection db, OpenKeys keys, long tenant, string domain, string selector, string kind)
    {
        var existing = Of(db, keys, domain);
        try
        {
            if (existing.Exists(key => key.Record.Selector == selector)) return 0;
            if (existing.Count >= MostOfDomain) throw Rejected($"{domain} has {MostOfDomain} keys already: remove one.");
            var state = existing.Exists(key => key.Kind == kind && key.Record.State == DkimKeyState.Active) ? DkimKeyState.Waiting : DkimKeyState.Active;
            var number = (db.Number("SELECT seq FROM sqlite_sequence WHERE name = 'signing_key'") ?? 0) + 1;
            using var made = new SigningKey(number, tenant, kind == "rsa" ? SigningKey.Rsa : SigningKey.Ed, new SigningRecord(selector, SigningKey.NewSecret(kind), state));
            return db.Run(
                "INSERT INTO signing_key (number, domain, tenant, algorithm, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
                number, DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes(), tenant, made.Algorithm, Seal(db, keys, made));
        }
        finally
        {
            existing.ForEach(key => key.Dispose());
        }
    }

    /// <summary>Changes a key that is there.</summary>
    public static int Change(Connection db, OpenKeys keys, string domain, string selector, DkimKeyChange change)
    {
        var existing = Of(db, keys, domain);
        try
        {
            var key = existing.Find(key => key.Record.Selector == selector) ?? throw Rejected($"{domain} has no key under the selector '{selector}'.");
            switch (change)
            {
                case DkimKeyChange.Remove:
                    return db.Run("DELETE FROM signing_key WHERE number = ?1", key.Number);
                case DkimKeyChange.Retire:
                    return Set(db, keys, key, DkimKeyState.Retired);
                default:
                    // One key of a kind signs: two would only double the work of everybody.
                    foreach (var other in existing)
                        if (other.Kind == key.Kind && other.Number != key.Number && other.Record.State == DkimKeyState.Active) Set(db, keys, other, DkimKeyState.Retired);
                    return Set(db, keys, key, DkimKeyState.Active);
            }
        }
        finally
        {
            existing.ForEach(key => key.Dispose());
        }
    }

    private static int Set(Connection db, OpenKeys keys, SigningKey key, DkimKeyState state) =>
        db.Run("UPDATE signing_key SET sealed = ?2 WHERE number = ?1", key.Number, Seal(db, keys, key with { Record = key.Record with { State = state } }));

    private static byte[] Seal(Connection db, OpenKeys keys, SigningKey key)
    {
        var tenant = keys.Tenant(db, key.Tenant) ?? throw Rejected("The tenant is being erased.");
        var record = JsonSerializer.SerializeToUtf8Bytes(key.Record, RecordJson.Default.SigningRecord);
        var sealedRecord = KeyWrap.Seal(tenant.Span, Kind, key.Number, record);
        CryptographicOperations.ZeroMemory(record);
        return sealedRecord;
    }

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
