using System.Text.Json.Serialization;

namespace Sekisho.Store.Queue;

/// <summary>What became of one recipient.</summary>
public enum DeliveryOutcome
{
    /// <summary>The next server has taken it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>Not now: tried again later.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,

    /// <summary>Never.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
