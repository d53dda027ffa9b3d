namespace Sekisho.Confinement;

/// <summary>Limits of a process that it cannot raise again (setrlimit(2)). A dump of its memory is never written.</summary>
public sealed record ResourceLimits
{
    /// <summary>The most open files; null keeps the limit that is there.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>
    /// The largest file it may write, in bytes; null for no limit. Stops an intruder from filling the disk with one file. The runtime
    /// maps code through a memory file of 2 GiB: less than 4 GiB is raised to that.
    /// </summary>
    public long? FileBytes { get; init; }

    /// <summary>
    /// The most processes and threads of its user together; null keeps the limit. The kernel counts all processes of the user: set it
    /// only where the process has a user of its own.
    /// </summary>
    public long? Processes { get; init; }
}
