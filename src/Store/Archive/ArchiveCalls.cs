using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Store.Archive;

/// <summary>What the store can be asked about archives. Who may ask what is in the role table.</summary>
public static class ArchiveCalls
{
    /// <summary>How much the months of a tenant's archive hold.</summary>
    public static Call<ArchiveMonthsRequest, ArchiveMonthsReply> Months { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.archive-months",
        RequestType = StoreJson.Default.ArchiveMonthsRequest,
        ReplyType = StoreJson.Default.ArchiveMonthsReply,
    };

    /// <summary>A page of one month.</summary>
    public static Call<ArchiveListRequest, ArchiveListReply> List { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.archive-list",
        RequestType = StoreJson.Default.ArchiveListRequest,
        ReplyType = StoreJson.Default.ArchiveListReply,
    };

    /// <summary>Keeps search tokens of messages of one month.</summary>
    public static Call<ArchiveTokensRequest, Nothing> Tokens { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.archive-tokens",
        RequestType = StoreJson.Default.ArchiveTokensRequest,
        ReplyType = StoreJson.Default.Nothing,
        MaxRequestBytes = 8 * 1024 * 1024,
    };

    /// <summary>The messages of one month that have all of some tokens.</summary>
    public static Call<ArchiveSearchRequest, ArchiveListReply> Search { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.archive-search",
        RequestType = StoreJson.Default.ArchiveSearchRequest,
        ReplyType = StoreJson.Default.ArchiveListReply,
    };

    /// <summary>One archived message; the bytes follow.</summary>
    public static Call<ArchiveContentRequest, ArchivedMessage> Content { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.archive-content",
        RequestType = StoreJson.Default.ArchiveContentRequest,
        ReplyType = StoreJson.Default.ArchivedMessage,
    };
}
