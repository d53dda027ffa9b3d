using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Memory;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Hosting;

/// <summary>One role that serves, in whatever process: its folder, its lock, its calls out and its calls in.</summary>
internal sealed class RunningRole : IAsyncDisposable
{
    /// <summary>An earlier process of the same role that lost its supervisor gets this long to end.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(50);

    private readonly IRole _role;
    private readonly FileLock _lock;
    private readonly CallClient _calls;
    private readonly CallServer _server;

    private RunningRole(IRole role, FileLock @lock, CallClient calls, CallServer server) =>
        (_role, _lock, _calls, _server) = (role, @lock, calls, server);

    /// <summary>What it serves, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses => _role.Addresses;

    /// <summary>Builds the role and starts it; when this returns, its calls are answered.</summary>
    public static async Task<RunningRole> StartAsync(
        RoleStart start, Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory, ILoggerFactory logs, TimeProvider clock, CancellationToken cancellation)
    {
        var @lock = await TakeLockAsync(start, clock, cancellation);
        CallClient? calls = null;
        IRole? role = null;
        CallServer? server = null;
        try
        {
            Directory.CreateDirectory(start.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (start.SecondFolder is { } second) Directory.CreateDirectory(second, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            calls = new CallClient(start.Token, start.Callees, clock);
            role = factory(start.Role, EnvironmentOf(start, calls, logs, clock), start.Options);
            var registry = new CallRegistry(start.Role);
            var started = clock.GetTimestamp();
            registry.Answer(RoleCalls.Health(start.Role), (_, _) => ValueTask.FromResult(Health(start, clock.GetElapsedTime(started))));
            role.Map(registry);
            await role.StartAsync(cancellation);
            started = clock.GetTimestamp();
            server = new CallServer(
                new CallServerOptions
                {
                    InstanceName = start.Instance,
                    SocketPath = start.Socket,
                    Callers = new CallerTokens(start.Callers),
                    Clock = clock,
                    Logs = logs,
                    IsForGroup = start.SharesSocket,
                },
                registry);
            await server.StartAsync(cancellation);
            return new RunningRole(role, @lock, calls, server);
        }
        catch
        {
            if (server is not null) await server.DisposeAsync();
            if (role is not null) await role.DisposeAsync();
            calls?.Dispose();
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Ends what is under way, then stops answering. When <paramref name="hurry"/> is set, drops the rest.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        // The role first, while its calls are still answered: it makes those return that wait for something to happen.
        await _role.StopAsync(hurry);
        await _server.StopAsync(hurry);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _role.DisposeAsync();
        _calls.Dispose();
        _lock.Dispose();
    }

    private static async Task<FileLock> TakeLockAsync(RoleStart start, TimeProvider clock, CancellationToken cancellation)
    {
        var path = Path.Combine(start.RunFolder, start.Instance + ".lock");
        var began = clock.GetTimestamp();
        while (true)
        {
            if (FileLock.TryTake(path) is { } taken) return taken;
            if (clock.GetElapsedTime(began) > LockPatience)
                throw new IOException($"Another process ({FileLock.HolderOf(path)}) still runs as {start.Instance} on {start.Folder} and does not end; end it, then start again.");
            await Task.Delay(LockRetry, clock, cancellation);
        }
    }

    private static RoleEnvironment EnvironmentOf(RoleStart start, CallClient calls, ILoggerFactory logs, TimeProvider clock) => new()
    {
        InstanceName = start.Instance,
        RunId = start.RunId,
        Folder = start.Folder,
        SecondFolder = start.SecondFolder,
        Calls = calls,
        Clock = clock,
        Logs = logs,
    };

    private static HealthReport Health(RoleStart start, TimeSpan up) => new()
    {
        Role = RoleTable.NameOf(start.Role),
        Instance = start.Instance,
        Pid = Environment.ProcessId,
        UptimeSeconds = up.TotalSeconds,
        MemoryBytes = Environment.WorkingSet,
        ShareBytes = MemoryShare.Read(),
    };
}
