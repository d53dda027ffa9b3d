using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.History;

/// <summary>What inspection asks of the store, which remembers who has written to whom.</summary>
public static class HistoryCalls
{
    /// <summary>What is remembered of a sender.</summary>
    public static Call<HistoryRequest, HistoryReply> Ask { get; } =
        StoreQuestion.Named("store.sender-history", InspectJson.Default.HistoryRequest, InspectJson.Default.HistoryReply);
}
