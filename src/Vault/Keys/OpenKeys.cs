using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sekisho.Identity.Keys;
using Sekisho.Sealing.Secrets;
using Sekisho.Sealing.Tags;
using Sekisho.Vault.Database;

namespace Sekisho.Vault.Keys;

/// <summary>
/// All keys that are in memory while the vault is open. Tenant keys are unwrapped when first needed and kept; everything below
/// them is unwrapped for one use. Disposing wipes all. Used only under <see cref="KeyCabinet"/>'s lock.
/// </summary>
internal sealed class OpenKeys : IDisposable
{
    public const string TenantKey = "tenant-key";
    public const string TenantSalt = "tenant-salt";
    public const string SystemKey = "system-key";

    private readonly ConcurrentDictionary<long, SecretBytes> _tenants = new();
    private readonly ConcurrentDictionary<long, SecretBytes> _salts = new();
    private readonly Dictionary<SystemKeyPurpose, SecretBytes> _system;

    private OpenKeys(IRootKey root, Dictionary<SystemKeyPurpose, SecretBytes> system)
    {
        Root = root;
        _system = system;
        Tickets = new KeyRing(1, system[SystemKeyPurpose.Ticket].Span);
        Peppers = new KeyRing(1, system[SystemKeyPurpose.Pepper].Span);
        Lookup = new TagKey(system[SystemKeyPurpose.Lookup].Span);
    }

    public IRootKey Root { get; private set; }

    public KeyRing Tickets { get; }

    public KeyRing Peppers { get; }

    public TagKey Lookup { get; }

    public ReadOnlySpan<byte> Of(SystemKeyPurpose purpose) => _system[purpose].Span;

    /// <summary>Unwraps the system keys; makes them in a new database.</summary>
    /// <exception cref="VaultFolderException">One is missing or does not open.</exception>
    public static OpenKeys Load(IRootKey root, Connection db)
    {
        var system = new Dictionary<SystemKeyPurpose, SecretBytes>();
        foreach (var purpose in Enum.GetValues<SystemKeyPurpose>())
        {
            var wrapped = db.Bytes(KeySql.SystemKey, (long)purpose)
                ?? throw new VaultFolderException($"The vault's database has no system key {purpose}: it is damaged; bring it back from a backup.");
            system[purpose] = root.Unwrap(SystemKey, (long)purpose, wrapped)
                ?? throw new VaultFolderException($"The system key {purpose} does not open with the root key {root.Id}: the database is damaged or was changed; bring it back from a backup.");
        }

        return new OpenKeys(root, system);
    }

    /// <summary>Makes the system keys of a new database, in the caller's transaction.</summary>
    public static void Make(IRootKey root, Connection db)
    {
        foreach (var purpose in Enum.GetValues<SystemKeyPurpose>())
        {
            using var key = SecretBytes.Random(KeyWrap.KeyBytes);
            db.Run(KeySql.AddSystemKey, (long)purpose, root.Wrap(SystemKey, (long)purpose, key.Span));
        }
    }

    /// <summary>The key of a tenant.</summary>
    /// <returns>Null when there is no such tenant, or its key is destroyed.</returns>
    public SecretBytes? Tenant(Connection db, long tenant)
    {
        if (tenant == 0) return _system[SystemKeyPurpose.Records];
        if (_tenants.TryGetValue(tenant, out var known)) return known;
        if (db.Bytes(KeySql.TenantKey, tenant) is not { } wrapped) return null;
        var key = Root.Unwrap(TenantKey, tenant, wrapped);
        if (key is null) return null;
        if (_tenants.TryAdd(tenant, key)) return key;
        key.Dispose();
        return _tenants[tenant];
    }

    /// <summary>The salt of the ledger's references to what is a tenant's; the system's for tenant 0 and for one that is gone.</summary>
    public ReadOnlySpan<byte> Salt(Connection db, long tenant)
    {
        if (tenant == 0) return Of(SystemKeyPurpose.LedgerSalt);
        if (_salts.TryGetValue(tenant, out var known)) return known.Span;
        if (Tenant(db, tenant) is not { } key || db.Bytes(KeySql.TenantSalt, tenant) is not { } wrapped) return Of(SystemKeyPurpose.LedgerSalt);
        if (KeyWrap.Open(key.Span, TenantSalt, tenant, wrapped) is not { } salt) return Of(SystemKeyPurpose.LedgerSalt);
        return _salts.GetOrAdd(tenant, SecretBytes.Take(salt)).Span;
    }

    /// <summary>
    /// The key of a tenant's memory in the store, 32 bytes, which the caller wipes: from its salt (RFC 5869 §2.3), which stays the same under
    /// a new tenant key and ends with the tenant.
    /// </summary>
    /// <returns>Null when there is no such tenant, or its key is destroyed.</returns>
    public byte[]? Memory(Connection db, long tenant)
    {
        if (tenant <= 0 || Tenant(db, tenant) is not { } key || db.Bytes(KeySql.TenantSalt, tenant) is not { } wrapped) return null;
        if (KeyWrap.Open(key.Span, TenantSalt, tenant, wrapped) is not { } salt) return null;
        try
        {
            return HKDF.Expand(HashAlgorithmName.SHA256, salt, KeyWrap.KeyBytes, "sekisho tenant memory"u8.ToArray());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(salt);
        }
    }

    /// <summary>Wipes what is kept of a tenant: it was erased, or has a new key.</summary>
    public void ForgetTenant(long tenant)
    {
        if (_tenants.TryRemove(tenant, out var key)) key.Dispose();
        if (_salts.TryRemove(tenant, out var salt)) salt.Dispose();
    }

    /// <summary>Wipes what is kept of tenants that are no more.</summary>
    public void ForgetMissing(IEnumerable<long> existing)
    {
        var left = existing.ToHashSet();
        foreach (var tenant in _tenants.Keys.Concat(_salts.Keys).Where(tenant => !left.Contains(tenant)).ToList()) ForgetTenant(tenant);
    }

    /// <summary>Goes over to a new key for the system's records; the old one is wiped.</summary>
    public void ReplaceRecords(ReadOnlySpan<byte> key)
    {
        _system[SystemKeyPurpose.Records].Dispose();
        _system[SystemKeyPurpose.Records] = SecretBytes.Copy(key);
    }

    /// <summary>Goes over to a new root key; the old one is wiped.</summary>
    public void ReplaceRoot(IRootKey root)
    {
        Root.Dispose();
        Root = root;
    }

    public void Dispose()
    {
        Root.Dispose();
        foreach (var key in _tenants.Values) key.Dispose();
        foreach (var salt in _salts.Values) salt.Dispose();
        _tenants.Clear();
        _salts.Clear();
        foreach (var key in _system.Values) key.Dispose();
        Tickets.Dispose();
        Peppers.Dispose();
        Lookup.Dispose();
    }
}
