using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>Starts every role in a process of its own, watches, restarts and stops them.</summary>
public sealed class Supervisor : IAsyncDisposable
{
    /// <summary>Makes a supervisor of child processes; <see cref="SupervisorOptions.Command"/> must be set.</summary>
    public Supervisor(SupervisorOptions options) => Status = null!;

    /// <summary>The same roles, sockets and tokens in this one process, for debugging: nothing is confined or killed.</summary>
    public static Supervisor SingleProcess(SupervisorOptions options, Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory) =>
        throw new NotSupportedException();

    /// <summary>What the system serves, by name; known after the start.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses => Status.Addresses;

    /// <summary>How the system is now.</summary>
    public SystemStatus Status { get; }

    /// <summary>Writes to the one log stream, under the name "supervisor".</summary>
    public ILoggerFactory Logs => throw new NotSupportedException();

    /// <summary>Starts all roles in order and returns when all are ready.</summary>
    /// <exception cref="SupervisorException">A role did not start, or another supervisor works on the data folder; everything is stopped again.</exception>
    public Task StartAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Stops all roles in reverse order; when <paramref name="hurry"/> is set, kills what is left.</summary>
    public Task StopAsync(CancellationToken hurry) => throw new NotSupportedException();

    /// <summary>
    /// Starts, calls <paramref name="ready"/>, waits for SIGTERM, SIGINT, SIGHUP or <paramref name="stop"/>, and stops.
    /// A second signal hurries the stop.
    /// </summary>
    /// <exception cref="SupervisorException">As <see cref="StartAsync"/>.</exception>
    public Task RunAsync(Func<SystemStatus, Task> ready, CancellationToken stop = default) => throw new NotSupportedException();

    /// <summary>Stops at once what still runs.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
