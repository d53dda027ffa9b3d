using Sekisho.Store.Archive;
using Sekisho.Store.Opening;
using Sekisho.Store.Sealed;
using Sekisho.Store.Searching;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Archive;

/// <summary>Looks into archives of a test's store, with the keys that the vault would have.</summary>
internal static class Archives
{
    public const long House = 1;
    public const long Branch = 2;
    public const long January = 202601;

    /// <summary>A store whose tenants have archives for the month that it is, and the next.</summary>
    public static async Task<TestStore> NewAsync(Sekisho.Store.Database.Disk? disk = null, params string[] tenants)
    {
        var store = await TestStore.NewAsync(disk: disk);
        foreach (var tenant in tenants.Length > 0 ? tenants : ["house", "branch"]) store.Keys.AddArchive(tenant, January, 202602);
        await store.PublishAsync();
        return store;
    }

    public static async Task<IReadOnlyList<ArchivedMonth>> MonthsAsync(this TestStore store, long tenant) =>
        (await store.Calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(tenant))).Months;

    public static async Task<string[]> ArchivedAsync(this TestStore store, long tenant, long month = January) =>
        [.. (await store.Calls.SendAsync(ArchiveCalls.List, new ArchiveListRequest(tenant, month))).Items.Select(item => item.Id)];

    public static async Task<ArchivedMessage> ArchivedMessageAsync(this TestStore store, string id, long tenant = 0)
    {
        await using var reply = await store.Calls.OpenAsync(ArchiveCalls.Content, new ArchiveContentRequest(id, tenant));
        return reply.Value;
    }

    /// <summary>Opens an archived message as a command does.</summary>
    public static async Task<(MessageEnvelope Envelope, byte[] Content)> OpenArchivedAsync(this TestStore store, string id, long tenant = 0)
    {
        await using var reply = await store.Calls.OpenAsync(ArchiveCalls.Content, new ArchiveContentRequest(id, tenant));
        using var secret = store.Keys.Open(reply.Value.Content.Box!, BoxContext.OfMessage(id));
        using var keys = MessageKeys.TryRead(secret)!;
        await using var content = await OpenContent.WithKeyAsync(id, keys.Content, reply.Value.Content.PrefixBytes, reply.Content, default);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return (MessageEnvelope.Open(keys.Envelope.Span, id, reply.Value.Envelope)!, bytes.ToArray());
    }

    /// <summary>The index of a month, with its leased key.</summary>
    public static (ArchiveIndex Index, IndexKey Key) IndexOf(this TestStore store, string tenant, long month = January)
    {
        var (id, secret) = store.Keys.IndexKeyOf(tenant, month);
        var key = IndexKey.Take(id, secret, store.Clock.GetUtcNow())!;
        return (new ArchiveIndex(store.Calls, store.Keys.NumberOf(tenant), month, key), key);
    }
}
