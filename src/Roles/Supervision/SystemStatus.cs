namespace Sekisho.Roles.Supervision;

/// <summary>The running system: the reply to <c>supervisor.status</c>.</summary>
public sealed record SystemStatus
{
    /// <summary>The supervisor's process identifier.</summary>
    public required int Pid { get; init; }

    /// <summary>Seconds since everything was ready; 0 while it is not.</summary>
    public required double UptimeSeconds { get; init; }

    /// <summary>The supervisor's resident memory, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The supervisor's share of the machine's memory (PSS), in bytes.</summary>
    public required long ShareBytes { get; init; }

    /// <summary>Whether every process is running.</summary>
    public required bool Ready { get; init; }

    /// <summary>What the system serves, by name: "mx" → 127.0.0.1:2525.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; init; }

    /// <summary>The processes, in start order.</summary>
    public required IReadOnlyList<ProcessStatus> Processes { get; init; }

    /// <summary>What else the operator should know.</summary>
    public IReadOnlyList<SystemNotice> Notices { get; init => field = value ?? []; } = [];
}
