using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Database;
using Sekisho.Vault.Keys;
using Sekisho.Vault.LogIn;

namespace Sekisho.Vault.Directory;

/// <summary>Rows of the directory and the sealed records in them.</summary>
internal static class DirectoryRows
{
    private const string TenantKind = "tenant";
    private const string AccountKind = "account";
    private const string LogInKind = "login";

    /// <summary>A tenant's row.</summary>
    public sealed record TenantRow(long Number, byte[] Sealed, long? EraseAt);

    /// <summary>An account's row.</summary>
    public sealed record AccountRow(long Number, long Tenant, byte[] Sealed, byte[]? LogIn, bool Canary);

    public static TenantRow ReadTenant(SqliteDataReader row) => new(row.GetInt64(0), (byte[])row[1], row.IsDBNull(2) ? null : row.GetInt64(2));

    public static AccountRow ReadAccount(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), (byte[])row[2], row.IsDBNull(3) ? null : (byte[])row[3], row.GetInt64(4) != 0);

    public static byte[] TagOfTenant(OpenKeys keys, string name) => keys.Lookup.Of("tenant"u8, name).ToBytes();

    public static byte[] Seal(ReadOnlySpan<byte> tenantKey, long number, TenantRecord record) =>
        KeyWrap.Seal(tenantKey, TenantKind, number, JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.TenantRecord));

    public static byte[] Seal(ReadOnlySpan<byte> tenantKey, long number, AccountRecord record) =>
        KeyWrap.Seal(tenantKey, AccountKind, number, JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.AccountRecord));

    public static byte[]? Seal(ReadOnlySpan<byte> tenantKey, long number, LogInRecord? record) =>
        record is null ? null : KeyWrap.Seal(tenantKey, LogInKind, number, JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Default.LogInRecord));

    public static TenantRecord Open(Connection db, OpenKeys keys, TenantRow row) =>
        JsonSerializer.Deserialize(Bytes(db, keys, row.Number, TenantKind, row.Number, row.Sealed), RecordJson.Default.TenantRecord)!;

    public static AccountRecord Open(Connection db, OpenKeys keys, AccountRow row) =>
        JsonSerializer.Deserialize(Bytes(db, keys, row.Tenant, AccountKind, row.Number, row.Sealed), RecordJson.Default.AccountRecord)!;

    public static LogInRecord? OpenLogIn(Connection db, OpenKeys keys, AccountRow row) =>
        row.LogIn is null ? null : JsonSerializer.Deserialize(Bytes(db, keys, row.Tenant, LogInKind, row.Number, row.LogIn), RecordJson.Default.LogInRecord);

    /// <summary>Seals the records of an account's row under another key.</summary>
    public static (byte[] Sealed, byte[]? LogIn) Reseal(ReadOnlySpan<byte> oldKey, ReadOnlySpan<byte> newKey, AccountRow row) =>
        (Reseal(oldKey, newKey, AccountKind, row.Number, row.Sealed), row.LogIn is null ? null : Reseal(oldKey, newKey, LogInKind, row.Number, row.LogIn));

    /// <summary>Seals the record of a tenant's row under another key.</summary>
    public static byte[] Reseal(ReadOnlySpan<byte> oldKey, ReadOnlySpan<byte> newKey, TenantRow row) => Reseal(oldKey, newKey, TenantKind, row.Number, row.Sealed);

    /// <summary>Opens with one key and seals with another.</summary>
    public static byte[] Reseal(ReadOnlySpan<byte> oldKey, ReadOnlySpan<byte> newKey, string kind, long number, byte[] bytes) =>
        KeyWrap.Seal(newKey, kind, number, KeyWrap.Open(oldKey, kind, number, bytes) ?? throw Damaged(kind, number));

    private static byte[] Bytes(Connection db, OpenKeys keys, long tenant, string kind, long number, byte[] sealedBytes) =>
        (keys.Tenant(db, tenant) is { } key ? KeyWrap.Open(key.Span, kind, number, sealedBytes) : null) ?? throw Damaged(kind, number);

    private static CallException Damaged(string kind, long number) =>
        new(CallFailure.Faulted, $"The record {kind} {number} of the vault's database does not open: it is damaged or was changed. Bring the database back from a backup.");
}
