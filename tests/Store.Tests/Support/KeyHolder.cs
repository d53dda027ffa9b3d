using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Secrets;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Opening;
using Sekisho.Store.Orders;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Tests.Support;

/// <summary>
/// In the place of the vault: makes the keys, publishes the directory, opens boxes. All private keys of the process are in one
/// table, so that a copy of a store's folder can be opened too.
/// </summary>
internal sealed class KeyHolder : IBoxOpener, IDisposable
{
    private static readonly ConcurrentDictionary<KeyId, (SealingKeyPair Pair, SealPurpose Purpose)> Pairs = new();

    private readonly Dictionary<string, (long Number, List<string> Domains, Route? Relay, PublishedKey Quarantine, PublishedKey Trace)> _tenants = [];
    private readonly Dictionary<string, PublishedAddress> _accounts = [];
    private readonly byte[] _lookup = RandomNumberGenerator.GetBytes(TagKey.Length);
    private readonly TagKey _tags;
    private ECDsa _orders = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private KeyId _orderKey = KeyId.New();
    private long _version;

    public KeyHolder()
    {
        _tags = new TagKey(_lookup);
        Queue = NewKey(SealPurpose.MessageKeys);
    }

    public string Write(StoreOrder order) => OrderText.Write(order, _orders);

    /// <summary>From now on orders are signed with another key, once it is published.</summary>
    public void NewOrderKey()
    {
        _orders.Dispose();
        _orders = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _orderKey = KeyId.New();
    }

    /// <summary>The public half of the key of orders.</summary>
    public PublishedKey OrderKey
    {
        get
        {
            var point = _orders.ExportParameters(includePrivateParameters: false).Q;
            return new PublishedKey(_orderKey.ToString(), [.. point.X!, .. point.Y!]);
        }
    }

    public void Dispose()
    {
        _tags.Dispose();
        _orders.Dispose();
    }

    public PublishedKey Queue { get; private set; }

    /// <summary>Purposes and contexts that were opened, in order.</summary>
    public ConcurrentQueue<string> Opened { get; } = new();

    /// <summary>Keys that are destroyed open nothing any more.</summary>
    public HashSet<string> Destroyed { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Accounts => _accounts.Keys;

    public long NumberOf(string tenant) => _tenants[tenant].Number;

    public PublishedAddress AccountOf(string address) => _accounts[address];

    public void AddTenant(string name, string[] domains, Route? relay = null)
    {
        var known = _tenants.TryGetValue(name, out var tenant);
        _tenants[name] = (
            known ? tenant.Number : _tenants.Count + 1, [.. domains], relay,
            known ? tenant.Quarantine : NewKey(SealPurpose.MessageKeys), known ? tenant.Trace : NewKey(SealPurpose.Trace));
    }

    public void AddAccount(string address)
    {
        Assert.True(AddressParts.TryParse(address, out var parts));
        var tenant = _tenants.Values.Single(known => known.Domains.Contains(parts.Domain));
        _accounts[parts.Address] = new PublishedAddress(
            DirectoryTags.OfAddress(_tags, parts.Address).ToBytes(), tenant.Number, _accounts.Count + 1, NewKey(SealPurpose.ContentKey), NewKey(SealPurpose.Summary));
    }

    /// <summary>The archive months of a tenant as they are published; empty: it has no archive.</summary>
    public Dictionary<string, List<PublishedArchive>> Archives { get; } = [];

    /// <summary>Months that are told as destroyed with the next publication.</summary>
    public List<DestroyedMonth> DestroyedMonths { get; } = [];

    /// <summary>Gives a tenant keys for archive months.</summary>
    public void AddArchive(string tenant, params long[] months)
    {
        if (!Archives.TryGetValue(tenant, out var archive)) Archives[tenant] = archive = [];
        foreach (var month in months) archive.Add(new PublishedArchive(month, NewKey(SealPurpose.MessageKeys), NewKey(SealPurpose.Summary)));
    }

    /// <summary>Destroys the keys of a month, as the vault does.</summary>
    public void DestroyMonth(string tenant, long month)
    {
        foreach (var one in Archives[tenant].Where(one => one.Month == month))
        {
            Destroyed.Add(one.Content.Id);
            Destroyed.Add(one.Index.Id);
        }

        Archives[tenant].RemoveAll(one => one.Month == month);
        DestroyedMonths.Add(new DestroyedMonth(NumberOf(tenant), month));
    }

    public void NewQueueKey() => Queue = NewKey(SealPurpose.MessageKeys);

    /// <summary>The keys of the tenants' memories, which the store is given beside the directory.</summary>
    public Dictionary<long, byte[]> MemoryKeys { get; } = [];

    /// <summary>What the store lacks of them.</summary>
    public PublishDirectoryRequest MemoryOf(IReadOnlyList<long> tenants)
    {
        foreach (var tenant in tenants) MemoryKeys.TryAdd(tenant, RandomNumberGenerator.GetBytes(32));
        return new() { Version = 0, MemoryKeys = [.. tenants.Select(tenant => new PublishedMemoryKey(tenant, MemoryKeys[tenant]))] };
    }

    /// <summary>Everything, as one page.</summary>
    public PublishDirectoryRequest Whole() => new()
    {
        Version = ++_version,
        LookupKey = _lookup,
        QueueKey = Queue,
        OrderKey = OrderKey,
        Tenants = [.. _tenants.Values.Select(tenant => new PublishedTenant(tenant.Number, tenant.Quarantine, tenant.Trace, Archives.GetValueOrDefault(_tenants.First(one => one.Value.Number == tenant.Number).Key)))],
        DestroyedMonths = DestroyedMonths,
        Domains = [.. _tenants.Values.SelectMany(tenant => tenant.Domains.Select(domain => new PublishedDomain(TagOfDomain(domain), tenant.Number, tenant.Relay)))],
        Addresses = [.. _accounts.Where(account => _tenants.Values.Any(tenant => tenant.Domains.Contains(account.Key[(account.Key.IndexOf('@', StringComparison.Ordinal) + 1)..]))).Select(account => account.Value)],
    };

    public byte[] TagOfDomain(string domain) => DirectoryTags.OfDomain(_tags, domain).ToBytes();

    public ValueTask<IReadOnlyList<SecretBytes?>> OpenEnvelopesAsync(IReadOnlyList<BoxToOpen> boxes, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<SecretBytes?>>([.. boxes.Select(box => Open(box.Box, box.Context))]);

    public ValueTask<SecretBytes?> OpenContentAsync(BoxToOpen box, CancellationToken cancellation) => ValueTask.FromResult(Open(box.Box, box.Context));

    /// <summary>What the vault does with the header, and the caller with the key.</summary>
    public SecretBytes? Open(byte[] bytes, byte[] context)
    {
        Assert.True(SealedBox.TryParse(bytes, out var box));
        if (Destroyed.Contains(box.Header.KeyId.ToString())) return null;
        var (pair, purpose) = Pairs[box.Header.KeyId];
        Opened.Enqueue($"{purpose} {System.Text.Encoding.ASCII.GetString(context)}");
        lock (pair)
        {
            using var key = BoxOpener.Derive(pair, box.Header, purpose, context);
            return box.Open(key!);
        }
    }

    /// <summary>What the vault leases of a mailbox.</summary>
    public (string Id, byte[] Private) IndexKeyOf(string address) => PrivateOf(_accounts[address].Index.Id);

    /// <summary>What the vault leases of an archive month.</summary>
    public (string Id, byte[] Private) IndexKeyOf(string tenant, long month) => PrivateOf(Archives[tenant].Single(one => one.Month == month).Index.Id);

    private static (string Id, byte[] Private) PrivateOf(string id)
    {
        Assert.True(KeyId.TryParse(id, out var key));
        using var secret = Pairs[key].Pair.ExportPrivate();
        return (id, secret.Span.ToArray());
    }

    private static PublishedKey NewKey(SealPurpose purpose)
    {
        var pair = SealingKeyPair.Create();
        Pairs[pair.Id] = (pair, purpose);
        return new PublishedKey(pair.Id.ToString(), pair.Public.Point.ToArray());
    }
}
