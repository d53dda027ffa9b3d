using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Keys;
using Sekisho.Store;
using Sekisho.Store.Orders;
using Sekisho.Store.Published;
using Sekisho.Store.Senders;
using Sekisho.Vault.Database;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Publishing;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault.Orders;

/// <summary>
/// Writes orders for the store: what a person wants changed there is on record, with who and why, before the store can be told.
/// The store itself asks nobody and records nothing.
/// </summary>
internal sealed class OrderDesk(VaultDatabase database, KeyCabinet cabinet, Publisher publisher, Recorder recorder, ReleaseProbe probe, TimeProvider clock)
{
    private const int LongestName = 320;

    /// <summary>Which right a change needs.</summary>
    public static Permission NeededFor(OrderRequest request) =>
        request.Queue is not null ? Permission.ChangeQueue : request.Senders is not null ? Permission.ChangePolicy : Permission.ChangeQuarantine;

    /// <summary>Whose it is that is changed. Of a message the vault does not know; the order says how far it reaches, and the store keeps to it.</summary>
    public static RightsSubject SubjectOf(OrderRequest request) =>
        request.Queue is not null ? RightsSubject.System
        : request.Senders is not { } senders ? RightsSubject.Reach
        : senders.For.Contains('@', StringComparison.Ordinal) ? RightsSubject.Address(senders.For)
        : new RightsSubject { Domain = senders.For };

    /// <summary>Answers <c>vault.order</c>.</summary>
    public async ValueTask<OrderReply> HandleAsync(RoleKind caller, OrderRequest request)
    {
        var actor = Acting.Current ?? throw Rejected("Nobody asks for the order.");
        if (new object?[] { request.Quarantine, request.Queue, request.Senders }.Count(change => change is not null) != 1)
            throw Rejected("An order is for one change of the store.");
        if (!Enum.IsDefined(request.Reason)) throw Rejected("The reason is not one of the list.");
        var tenant = actor.Scope == RightsScope.All ? 0 : actor.Principal.Tenant ?? throw Rejected("They belong to no tenant.");
        probe.Reached(ReleaseStep.Authorised);
        // Before the record: what the store cannot know for an order is none.
        if (publisher.PublishedOrderKey is null) await publisher.PublishOnceAsync().ConfigureAwait(false);
        await recorder.RecordAsync([EntryOf(caller, request, tenant)]).ConfigureAwait(false);
        probe.Reached(ReleaseStep.Recorded);
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        var (call, hash) = ChangeOf(request);
        var order = new StoreOrder
        {
            Call = call,
            RequestHash = hash,
            Caller = caller,
            Id = BinaryPrimitives.ReadUInt128BigEndian(id),
            Ends = clock.GetUtcNow() + StoreOrder.Lifetime,
            Tenant = tenant,
            Account = actor.Scope == RightsScope.Own ? actor.Principal.Account : 0,
        };
        var text = Sign(order);
        probe.Reached(ReleaseStep.Derived);
        return new OrderReply(text);
    }

    private string Sign(StoreOrder order) => cabinet.Use(keys => database.Read(db =>
    {
        using var key = KeyId.TryParse(publisher.PublishedOrderKey ?? "", out var id) ? KeyPairs.OpenSigning(db, keys, id) : null;
        return key is null ? throw new CallException(CallFailure.Unavailable, "The key of orders is just being changed: try again.") : OrderText.Write(order, key);
    }));

    private static (string Call, byte[] Hash) ChangeOf(OrderRequest request) =>
        request.Queue is { } queue ? (StoreCalls.QueueChange.Name, OrderText.HashOf(queue, StoreCalls.QueueChange.RequestType))
        : request.Senders is { } senders ? (StoreCalls.SendersChange.Name, OrderText.HashOf(senders, StoreCalls.SendersChange.RequestType))
        : (StoreCalls.QuarantineChange.Name, OrderText.HashOf(request.Quarantine!, StoreCalls.QuarantineChange.RequestType));

    private LedgerEntry EntryOf(RoleKind caller, OrderRequest request, long tenant) => cabinet.Use(keys => database.Read(db =>
    {
        // Whose list it is can be told, so its references end with that tenant.
        if (tenant == 0 && request.Senders is { } list) tenant = TenantOf(db, keys, list.For);
        var salt = keys.Salt(db, tenant);
        var owner = tenant > 0 ? FormattableString.Invariant($"{tenant}") : null;
        var by = RoleTable.NameOf(caller);
        var reason = Word(request.Reason);
        if (request.Senders is { } senders) return OfSenders(senders, salt, owner, by, reason);
        var (type, thing, action, id) = request.Queue is { } queue
            ? (EntryType.QueueChanged, "queued-message", Word(queue.Action), queue.Id)
            : (EntryType.QuarantineChanged, "quarantined-message", Word(request.Quarantine!.Action), request.Quarantine.Id);
        return recorder.Entry(type) with
        {
            What = new LedgerWhat { Tenant = owner, Class = id is null ? "queue" : thing, Reference = id is null ? null : LedgerReference.Of(salt, "message", Short(id)) },
            Details = Recorder.Details(("action", action), ("reason", reason), ("by", by)),
        };
    }));

    private static long TenantOf(Connection db, OpenKeys keys, string scope) =>
        AddressParts.TryNormaliseDomain(scope[(scope.LastIndexOf('@') + 1)..], out var domain)
            ? db.Number(DirectorySql.TenantOfDomain, DirectoryTags.OfDomain(keys.Lookup, domain).ToBytes()) ?? 0
            : 0;

    private LedgerEntry OfSenders(SenderChangeRequest senders, ReadOnlySpan<byte> salt, string? tenant, string by, string reason) => recorder.Entry(EntryType.PolicyChanged) with
    {
        What = new LedgerWhat { Tenant = tenant, Class = "sender-list", Reference = LedgerReference.Of(salt, "person", Short(senders.For)) },
        Details = Recorder.Details(
            ("action", Word(senders.Action)), ("sender", LedgerReference.Of(salt, "sender", Short(senders.Entry)).ToString()),
            ("days", senders.Days is { } days ? FormattableString.Invariant($"{days}") : null), ("reason", reason), ("by", by)),
    };

    private static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Short(string text) => text.Length <= LongestName ? text : text[..LongestName];

    private static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
