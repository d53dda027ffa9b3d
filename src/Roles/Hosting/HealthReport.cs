namespace Sekisho.Roles.Hosting;

/// <summary>A role's answer to <c>role.health</c>.</summary>
public sealed record HealthReport
{
    /// <summary>The role's name.</summary>
    public required string Role { get; init; }

    /// <summary>The name of the process: "mx", "inspect.2".</summary>
    public required string Instance { get; init; }

    /// <summary>The process identifier.</summary>
    public required int Pid { get; init; }

    /// <summary>Seconds since the role was ready.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>Resident memory, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>
    /// Its share of the machine's memory, in bytes (PSS of proc(5)): pages that several processes map, above all the runtime's
    /// files, count for each in part, so that the sum over the processes is what the system really takes.
    /// </summary>
    public required long ShareBytes { get; init; }
}
