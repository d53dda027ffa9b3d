using System.Text.Json.Serialization;

namespace Sekisho.Roles.Supervision;

/// <summary>Where a role's process stands.</summary>
public enum ProcessState
{
    /// <summary>Started, not yet ready.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    /// <summary>Ready and answering.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Does not answer its health call; it will be killed if that lasts.</summary>
    [JsonStringEnumMemberName("silent")]
    Silent,

    /// <summary>Ended; waits to be started again.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Asked to stop.</summary>
    [JsonStringEnumMemberName("stopping")]
    Stopping,

    /// <summary>Ended as asked.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
