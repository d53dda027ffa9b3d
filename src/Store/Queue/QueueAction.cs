using System.Text.Json.Serialization;

namespace Sekisho.Store.Queue;

/// <summary>What an operator does with queued messages.</summary>
public enum QueueAction
{
    /// <summary>Keep from delivery until released.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>End a hold.</summary>
    [JsonStringEnumMemberName("release")]
    Release,

    /// <summary>Give up without a notice.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,

    /// <summary>Try now.</summary>
    [JsonStringEnumMemberName("flush")]
    Flush,
}
