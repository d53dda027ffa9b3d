using System.Buffers;
using System.Text.Json;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Store.Published;

namespace Sekisho.Vault.Tests.Support;

/// <summary>Takes what the vault publishes as the contract says, and answers the ledger's proofs.</summary>
internal sealed class FakeStore : ICallClient
{
    private readonly Lock _lock = new();

    public long Version { get; set; }

    public bool Away { get; set; }

    public int Wholes { get; private set; }

    public int Calls { get; private set; }

    public byte[]? LookupKey { get; private set; }

    public PublishedKey? QueueKey { get; private set; }

    public PublishedKey? OrderKey { get; private set; }

    public List<string> QueueKeysInUse { get; } = [];

    public Dictionary<long, PublishedTenant> Tenants { get; } = [];

    /// <summary>The keys of tenants' memories; none after a start of the store.</summary>
    public Dictionary<long, byte[]> MemoryKeys { get; } = [];

    public Dictionary<string, PublishedDomain> Domains { get; } = [];

    public Dictionary<string, PublishedAddress> Addresses { get; } = [];

    /// <summary>How many messages are in the archive month of a tenant.</summary>
    public Dictionary<(long Tenant, long Month), long> Archived { get; } = [];

    /// <summary>Months that the store was told to remove.</summary>
    public List<DestroyedMonth> Destroyed { get; } = [];

    /// <summary>Answers calls to other roles; null for what it does not answer.</summary>
    public Func<object, ValueTask<object?>>? Others { get; set; }

    public async ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        if (Away) throw new CallException(CallFailure.Unavailable, "as the test wants it");
        // Through its JSON form, as on the wire.
        var sent = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType), call.RequestType);
        if (call.Name == StoreCalls.PublishDirectory.Name) return (TReply)(object)Take((PublishDirectoryRequest)(object)sent!);
        if (sent is ArchiveMonthsRequest months)
            return (TReply)(object)new ArchiveMonthsReply([.. Archived.Where(one => one.Key.Tenant == months.Tenant).Select(one => new ArchivedMonth(one.Key.Month, one.Value))]);
        if (call.Name == LedgerCalls.Prove.Name) return (TReply)(object)new ProveReply(((ProveRequest)(object)sent!).Index, "{}"u8.ToArray(), "proof");
        if (Others is { } others && await others(sent!) is TReply reply) return reply;
        throw new CallException(CallFailure.NotAllowed, call.Name);
    }

    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    private PublishDirectoryReply Take(PublishDirectoryRequest request)
    {
        lock (_lock)
        {
            Calls++;
            foreach (var one in request.MemoryKeys) MemoryKeys[one.Tenant] = one.Key;
            if (request.Version == 0 || (request.Base is { } known && known != Version)) return Answer();
            if (request.Base is null && request.LookupKey is not null)
            {
                Wholes++;
                Tenants.Clear();
                Domains.Clear();
                Addresses.Clear();
            }

            LookupKey = request.LookupKey ?? LookupKey;
            OrderKey = request.OrderKey ?? OrderKey;
            if (request.QueueKey is { } key)
            {
                QueueKey = key;
                if (!QueueKeysInUse.Contains(key.Id)) QueueKeysInUse.Add(key.Id);
            }

            foreach (var tenant in request.RemovedTenants)
            {
                Tenants.Remove(tenant);
                foreach (var (tag, _) in Domains.Where(domain => domain.Value.Tenant == tenant).ToList()) Domains.Remove(tag);
                foreach (var (tag, _) in Addresses.Where(address => address.Value.Tenant == tenant).ToList()) Addresses.Remove(tag);
            }

            foreach (var tag in request.RemovedTags)
            {
                Domains.Remove(Convert.ToHexString(tag));
                Addresses.Remove(Convert.ToHexString(tag));
            }

            Destroyed.AddRange(request.DestroyedMonths);
            foreach (var tenant in request.Tenants) Tenants[tenant.Number] = tenant;
            foreach (var domain in request.Domains) Domains[Convert.ToHexString(domain.Tag)] = domain;
            foreach (var address in request.Addresses) Addresses[Convert.ToHexString(address.Tag)] = address;
            if (request.Last) Version = request.Version;
            return Answer();
        }
    }

    private PublishDirectoryReply Answer() => new(Version, [.. QueueKeysInUse], LookupKey is not null && QueueKey is not null, OrderKey?.Id, [.. Tenants.Keys.Where(tenant => !MemoryKeys.ContainsKey(tenant)).Take(1)]);
}
