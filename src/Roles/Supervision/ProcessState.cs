namespace Sekisho.Roles.Supervision;

/// <summary>Where a role's process stands.</summary>
public enum ProcessState
{
    /// <summary>Started, not yet ready.</summary>
    Starting,

    /// <summary>Ready and answering.</summary>
    Running,

    /// <summary>Does not answer its health call; it will be killed if that lasts.</summary>
    Silent,

    /// <summary>Ended; waits to be started again.</summary>
    Waiting,

    /// <summary>Asked to stop.</summary>
    Stopping,

    /// <summary>Ended as asked.</summary>
    Stopped,
}
