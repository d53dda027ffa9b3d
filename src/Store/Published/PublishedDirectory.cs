using System.Collections.Concurrent;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Archive;
using Sekisho.Store.Database;

namespace Sekisho.Store.Published;

/// <summary>
/// What the vault has published, as the store's other parts ask for it: the lookup key, the queue key of the day, the keys of
/// tenants. On disk, so that mail is taken while the vault is away.
/// </summary>
internal sealed class PublishedDirectory(ReaderPool readers)
{
    /// <summary>The current one and the one before: an order may be on its way while the key changes.</summary>
    private const int MostOrderKeys = 2;

    private volatile State _state = new(0, null, null, [], []);

    public long Version => _state.Version;

    public bool IsComplete => _state is { Tags: not null, QueueKey: not null };

    /// <exception cref="CallException">The vault has not published anything yet: time to wait, not a fault of the request.</exception>
    public TagKey Tags => _state.Tags ?? throw Empty();

    /// <exception cref="CallException">As <see cref="Tags"/>.</exception>
    public SealingPublicKey QueueKey => _state.QueueKey ?? throw Empty();

    /// <summary>The keys by which orders are known, the current one first; none before the vault has published one.</summary>
    public IReadOnlyList<SealingPublicKey> OrderKeys => _state.OrderKeys;

    /// <summary>The keys of orders as the row has them, after another has become the current one.</summary>
    public byte[] WithOrderKey(SealingPublicKey key) =>
        [.. OrderKeys.Where(known => known.Id != key.Id).Prepend(key).Take(MostOrderKeys).SelectMany(Write)];

    /// <summary>The directory as the database has it at the start.</summary>
    public static PublishedDirectory LoadFrom(Connection connection, ReaderPool readers)
    {
        var directory = new PublishedDirectory(readers);
        directory.Load(connection);
        return directory;
    }

    /// <summary>Reads what is on disk: at the start, and after every publication.</summary>
    public void Load(Connection connection)
    {
        using var rows = connection.Query(PublishedSql.Directory);
        if (!rows.Next()) return;
        _state = new State(
            rows.Number(0),
            rows.IsNull(1) ? null : new TagKey(rows.Bytes(1)),
            rows.IsNull(2) ? null : ReadKey(rows.Bytes(2)),
            rows.IsNull(3) ? [] : [.. rows.Bytes(3).ToArray().Chunk(KeyId.Length + SealingPublicKey.PointBytes).Select(bytes => ReadKey(bytes))],
            []);
    }

    /// <summary>The keys of a tenant.</summary>
    /// <exception cref="CallException">There is no such tenant (any more).</exception>
    public TenantKeys TenantOf(long tenant) =>
        FindTenant(tenant) ?? throw new CallException(CallFailure.Unavailable, $"The tenant {tenant} is not in the published directory.");

    /// <summary>The keys of a tenant; null when there is no such tenant (any more).</summary>
    public TenantKeys? FindTenant(long tenant)
    {
        var state = _state;
        if (state.Tenants.TryGetValue(tenant, out var known)) return known;
        // Few tenants, each read once after a publication.
        var found = readers.ReadAsync(connection => Find(connection, tenant)).AsTask().GetAwaiter().GetResult();
        if (found is not null) state.Tenants.TryAdd(tenant, found);
        return found;
    }

    /// <summary>A key as rows have it: identifier and point.</summary>
    public static byte[] Write(SealingPublicKey key) => [.. key.Id.ToBytes(), .. key.Point];

    /// <summary>Reads <see cref="Write"/>.</summary>
    public static SealingPublicKey ReadKey(ReadOnlySpan<byte> bytes) =>
        SealingPublicKey.TryRead(KeyId.Read(bytes), bytes[KeyId.Length..], out var key)
            ? key
            : throw new InvalidDataException("A key in the store's database is damaged.");

    private static TenantKeys? Find(Connection connection, long tenant)
    {
        using var rows = connection.Query(PublishedSql.Tenant, tenant);
        return rows.Next() ? new TenantKeys(ReadKey(rows.Bytes(0)), ReadKey(rows.Bytes(1)), rows.IsNull(2) ? [] : ArchiveKeys.Read(rows.Bytes(2))) : null;
    }

    private static CallException Empty() =>
        new(CallFailure.Unavailable, "The vault has not published the directory to the store yet: no mail can be taken. 'sekisho status' tells whether the vault runs.");

    private sealed record State(long Version, TagKey? Tags, SealingPublicKey? QueueKey, IReadOnlyList<SealingPublicKey> OrderKeys, ConcurrentDictionary<long, TenantKeys> Tenants);
}
