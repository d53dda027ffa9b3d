using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Reach;

namespace Sekisho.Roles.Supervision;

/// <summary>What the supervisor is to run, and how patient it is.</summary>
public sealed record SupervisorOptions
{
    /// <summary>The data folder; made when it is not there. One supervisor at a time works on it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The roles, in any order; they start in the order of the role table.</summary>
    public required IReadOnlyList<RolePlan> Roles { get; init; }

    /// <summary>Starts one role; not used by <see cref="Supervisor.SingleProcess"/>.</summary>
    public ChildCommand? Command { get; init; }

    /// <summary>How the roles' processes are confined; null when they are not at all, for tests without root and for debugging.</summary>
    public ConfinementOptions? Confinement { get; init; }

    /// <summary>Where the one log stream goes; standard error when null. Not closed.</summary>
    public Stream? LogOutput { get; init; }

    /// <summary>JSON lines instead of lines for people.</summary>
    public bool LogJson { get; init; }

    /// <summary>Records below this level are not made.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>
    /// For tests of the whole system only: writes the call token of each role that is not started yet (web) to the run folder, so
    /// that a test can stand in for it. Never set by a configuration.
    /// </summary>
    public bool TellsReservedTokens { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A role that is not ready after this time is killed.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often each process is asked for its health.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A process without an answer for this time is killed and started anew.</summary>
    public TimeSpan HealthTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a role may take to end what is under way before it is killed.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before a process that ended is started again.</summary>
    public Backoff Restart { get; init; } = new() { First = TimeSpan.FromMilliseconds(100), Longest = TimeSpan.FromSeconds(30), Jitter = 0.1 };

    /// <summary>After this time up, the next end counts as the first again.</summary>
    public TimeSpan RestartReset { get; init; } = TimeSpan.FromSeconds(60);
}
