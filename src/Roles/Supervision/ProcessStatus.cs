using Sekisho.Confinement;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>One role's process, as the supervisor sees it.</summary>
public sealed record ProcessStatus
{
    /// <summary>Which role.</summary>
    public required RoleKind Role { get; init; }

    /// <summary>The name of the process: "mx", "inspect.2".</summary>
    public required string Instance { get; init; }

    /// <summary>The process identifier; 0 while none runs.</summary>
    public required int Pid { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProcessState State { get; init; }

    /// <summary>How often it was started again since the supervisor started.</summary>
    public required int Restarts { get; init; }

    /// <summary>Seconds since it was ready; 0 while it is not.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>Its resident memory at its last health report, in bytes; 0 while unknown.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>
    /// Its share of the machine's memory, in bytes (PSS of proc(5)) at its last health report: pages that several processes map, above all the runtime's
    /// files, count for each in part, so that the sum over the processes is what the system really takes.
    /// </summary>
    public required long ShareBytes { get; init; }

    /// <summary>What of its confinement holds, as it told at its start; null when it is not confined or not ready.</summary>
    public ConfinementOutcome? Confinement { get; init; }

    /// <summary>How its last run ended, for the operator; null when it never did.</summary>
    public string? LastEnd { get; init; }
}
