using Sekisho.Inspect.History;
using Sekisho.Inspect.Memory;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Searching;
using Sekisho.Store.Senders;
using Sekisho.Store.Tracing;

namespace Sekisho.Store;

/// <summary>What the store can be asked. Who may ask what is in the role table.</summary>
public static class StoreCalls
{
    private const long LargestContentBytes = 256L * 1024 * 1024;

    /// <summary>Takes a message: the reply means it is on disk.</summary>
    public static Call<AcceptRequest, AcceptReply> Accept { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.accept",
        RequestType = StoreJson.Default.AcceptRequest,
        ReplyType = StoreJson.Default.AcceptReply,
        MaxRequestBytes = 32 * 1024 * 1024,
        MaxContentBytes = LargestContentBytes,
    };

    /// <summary>What is remembered of a sender; declared by who asks, which knows no store.</summary>
    public static Call<HistoryRequest, HistoryReply> SenderHistory => HistoryCalls.Ask;

    /// <summary>Learns from a message that somebody gives.</summary>
    public static Call<LearnRequest, LearnReply> Learn { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.learn",
        RequestType = StoreJson.Default.LearnRequest,
        ReplyType = StoreJson.Default.LearnReply,
    };

    /// <summary>What a tenant has learned; or forgets it.</summary>
    public static Call<LearnedRequest, LearnedReply> Learned { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.learned",
        RequestType = StoreJson.Default.LearnedRequest,
        ReplyType = StoreJson.Default.LearnedReply,
    };

    /// <summary>What tenants remember of sites and words; declared by who asks.</summary>
    public static Call<MemoryRequest, MemoryReply> TenantMemory => MemoryCalls.Ask;

    /// <summary>Keeps the trace of a message that is refused.</summary>
    public static Call<RefusedRequest, Nothing> RecordRefusal { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.record-refusal",
        RequestType = StoreJson.Default.RefusedRequest,
        ReplyType = StoreJson.Default.Nothing,
        MaxRequestBytes = 32 * 1024 * 1024,
    };

    /// <summary>Leases messages that wait for inspection.</summary>
    public static Call<LeaseHeldRequest, LeaseHeldReply> LeaseHeld { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.lease-held",
        RequestType = StoreJson.Default.LeaseHeldRequest,
        ReplyType = StoreJson.Default.LeaseHeldReply,
        Timeout = TimeSpan.FromSeconds(90),
    };

    /// <summary>The content of a leased message (the identifier is the lease's); the bytes follow.</summary>
    public static Call<ByIdRequest, ContentInfo> ReadContent { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.read-content",
        RequestType = StoreJson.Default.ByIdRequest,
        ReplyType = StoreJson.Default.ContentInfo,
    };

    /// <summary>Reports a further inspection.</summary>
    public static Call<ReinspectedRequest, Nothing> Reinspected { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.reinspected",
        RequestType = StoreJson.Default.ReinspectedRequest,
        ReplyType = StoreJson.Default.Nothing,
        MaxRequestBytes = 32 * 1024 * 1024,
    };

    /// <summary>Leases messages that are due for delivery.</summary>
    public static Call<LeaseDueRequest, LeaseDueReply> LeaseDue { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.lease-due",
        RequestType = StoreJson.Default.LeaseDueRequest,
        ReplyType = StoreJson.Default.LeaseDueReply,
        MaxRequestBytes = 32 * 1024 * 1024,
        Timeout = TimeSpan.FromSeconds(90),
    };

    /// <summary>Ends a lease with its results.</summary>
    public static Call<SettleRequest, Nothing> Settle { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.settle",
        RequestType = StoreJson.Default.SettleRequest,
        ReplyType = StoreJson.Default.Nothing,
        MaxRequestBytes = 32 * 1024 * 1024,
        MaxContentBytes = LargestContentBytes,
    };

    /// <summary>A page of the queue.</summary>
    public static Call<ListRequest, QueueListReply> QueueList { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.queue-list",
        RequestType = StoreJson.Default.ListRequest,
        ReplyType = StoreJson.Default.QueueListReply,
    };

    /// <summary>Holds, releases, deletes, flushes.</summary>
    public static Call<ChangeRequest, ChangeReply> QueueChange { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.queue-change",
        RequestType = StoreJson.Default.ChangeRequest,
        ReplyType = StoreJson.Default.ChangeReply,
    };

    /// <summary>A page of the quarantine.</summary>
    public static Call<ListRequest, QuarantineListReply> QuarantineList { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.quarantine-list",
        RequestType = StoreJson.Default.ListRequest,
        ReplyType = StoreJson.Default.QuarantineListReply,
    };

    /// <summary>The content of a message in quarantine; the bytes follow.</summary>
    public static Call<ByIdRequest, ContentInfo> QuarantineContent { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.quarantine-content",
        RequestType = StoreJson.Default.ByIdRequest,
        ReplyType = StoreJson.Default.ContentInfo,
    };

    /// <summary>Releases or deletes.</summary>
    public static Call<QuarantineChangeRequest, ChangeReply> QuarantineChange { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.quarantine-change",
        RequestType = StoreJson.Default.QuarantineChangeRequest,
        ReplyType = StoreJson.Default.ChangeReply,
    };

    /// <summary>A page of a mailbox.</summary>
    public static Call<MailboxListRequest, MailboxListReply> MailboxList { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.mailbox-list",
        RequestType = StoreJson.Default.MailboxListRequest,
        ReplyType = StoreJson.Default.MailboxListReply,
    };

    /// <summary>Keeps search tokens of messages of a mailbox.</summary>
    public static Call<IndexTokensRequest, Nothing> IndexTokens { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.index-tokens",
        RequestType = StoreJson.Default.IndexTokensRequest,
        ReplyType = StoreJson.Default.Nothing,
        MaxRequestBytes = 8 * 1024 * 1024,
    };

    /// <summary>The messages of a mailbox that have all of some tokens.</summary>
    public static Call<SearchRequest, MailboxListReply> Search { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.search",
        RequestType = StoreJson.Default.SearchRequest,
        ReplyType = StoreJson.Default.MailboxListReply,
    };

    /// <summary>The content of a message in a mailbox; the bytes follow.</summary>
    public static Call<ByIdRequest, ContentInfo> MailboxContent { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.mailbox-content",
        RequestType = StoreJson.Default.ByIdRequest,
        ReplyType = StoreJson.Default.ContentInfo,
    };

    /// <summary>Puts a sender on a list, or takes it off.</summary>
    public static Call<SenderChangeRequest, ChangeReply> SendersChange { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.senders-change",
        RequestType = StoreJson.Default.SenderChangeRequest,
        ReplyType = StoreJson.Default.ChangeReply,
    };

    /// <summary>A page of the lists of senders.</summary>
    public static Call<SenderListRequest, SenderListReply> SendersList { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.senders-list",
        RequestType = StoreJson.Default.SenderListRequest,
        ReplyType = StoreJson.Default.SenderListReply,
    };

    /// <summary>A message's whole way.</summary>
    public static Call<ByIdRequest, SealedTrace> Trace { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.trace",
        RequestType = StoreJson.Default.ByIdRequest,
        ReplyType = StoreJson.Default.SealedTrace,
    };

    /// <summary>How much the store holds.</summary>
    public static Call<Nothing, StoreStatus> Status { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.status",
        RequestType = StoreJson.Default.Nothing,
        ReplyType = StoreJson.Default.StoreStatus,
    };

    /// <summary>Takes a page of the directory from the vault.</summary>
    public static Call<PublishDirectoryRequest, PublishDirectoryReply> PublishDirectory { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.publish-directory",
        RequestType = StoreJson.Default.PublishDirectoryRequest,
        ReplyType = StoreJson.Default.PublishDirectoryReply,
        MaxRequestBytes = 32 * 1024 * 1024,
    };

    /// <summary>Whether mail for an address is taken.</summary>
    public static Call<ResolveRequest, Resolution> Resolve { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.resolve",
        RequestType = StoreJson.Default.ResolveRequest,
        ReplyType = StoreJson.Default.Resolution,
    };
}
