using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect.History;

/// <summary>What inspection asks of the store, which remembers who has written to whom.</summary>
public static class HistoryCalls
{
    /// <summary>What is remembered of a sender.</summary>
    public static Call<HistoryRequest, HistoryReply> Ask { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.sender-history",
        RequestType = InspectJson.Default.HistoryRequest,
        ReplyType = InspectJson.Default.HistoryReply,
        MaxRequestBytes = 128 * 1024,
        Timeout = TimeSpan.FromSeconds(2),
    };
}
