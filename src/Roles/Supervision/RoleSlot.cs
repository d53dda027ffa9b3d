using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>
/// The place of one process: starts it, watches its health, starts it again when it ends. The steps of its life:
/// launch → start order → READY → running, asked for its health → ended → wait → launch again, until told to stop.
/// </summary>
internal sealed class RoleSlot : IAsyncDisposable
{
    private readonly RolePlan _plan;
    private readonly SystemPlan _system;
    private readonly SupervisorOptions _options;
    private readonly IRoleLauncher _launcher;
    private readonly ILogger _log;
    private readonly CallClient _calls;
    private readonly Call<Nothing, HealthReport> _healthCall;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private IRoleRun? _run;
    private Task _watching = Task.CompletedTask;
    private ProcessState _state = ProcessState.Starting;
    private HealthReport? _health;
    private RoleReady? _ready;
    private long _readySince;
    private int _restarts;
    private string? _lastEnd;
    private bool _disposed;

    public RoleSlot(RolePlan plan, string instance, SystemPlan system, SupervisorOptions options, IRoleLauncher launcher, ILogger log)
    {
        _plan = plan;
        Instance = instance;
        _system = system;
        _options = options;
        _launcher = launcher;
        _log = log;
        _calls = new CallClient(system.SupervisorToken, system.Callees.Where(callee => callee.Instance == instance), options.Clock);
        // Half of it: a busy machine may be slow once without the role being called silent, and two misses are its end.
        _healthCall = RoleCalls.Health(plan.Kind) with { Timeout = options.HealthTimeout / 2 };
    }

    /// <summary>The name of the process.</summary>
    public string Instance { get; }

    /// <summary>Which role.</summary>
    public RoleKind Kind => _plan.Kind;

    /// <summary>Calls to this process alone, with the supervisor's token.</summary>
    public ICallClient Calls => _calls;

    /// <summary>What the role serves; none while it is not ready.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses
    {
        get
        {
            lock (_lock) return _ready?.Addresses ?? new Dictionary<string, IReadOnlyList<string>>();
        }
    }

    /// <summary>How the process is.</summary>
    public ProcessStatus Status
    {
        get
        {
            lock (_lock)
            {
                var up = _state is ProcessState.Running or ProcessState.Silent;
                return new ProcessStatus
                {
                    Role = Kind,
                    Instance = Instance,
                    Pid = _state is ProcessState.Waiting or ProcessState.Stopped ? 0 : _run?.Pid ?? 0,
                    State = _state,
                    Restarts = _restarts,
                    UptimeSeconds = up ? _options.Clock.GetElapsedTime(_readySince).TotalSeconds : 0,
                    MemoryBytes = up ? _health?.MemoryBytes ?? 0 : 0,
                    ShareBytes = up ? _health?.ShareBytes ?? 0 : 0,
                    LastEnd = _lastEnd,
                    Confinement = up ? _ready?.Confinement : null,
                };
            }
        }
    }

    /// <summary>Gets the process going without a start order.</summary>
    public void Launch()
    {
        var run = _launcher.Launch(_plan, Instance, _system.PolicyOf(_plan, Instance));
        lock (_lock) _run = run;
    }

    /// <summary>The first start. When it fails, nothing is tried again.</summary>
    /// <exception cref="SupervisorException">The role did not start; the message says why.</exception>
    public async Task StartFirstAsync(CancellationToken cancellation)
    {
        await StartRunAsync(cancellation);
        _watching = WatchAsync();
    }

    /// <summary>Asks the process to stop, waits, kills it when the grace is over or <paramref name="hurry"/> is set.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _stopping.CancelAsync();
        SetState(ProcessState.Stopping);
        await _watching; // from here on nobody starts another run
        if (Run is { } run)
        {
            run.AskToStop();
            try
            {
                await run.Ended.WaitAsync(_options.StopGrace, _options.Clock, hurry);
            }
            catch (Exception problem) when (problem is TimeoutException or OperationCanceledException)
            {
                Log.KilledWhileStopping(_log, Instance);
                run.Kill();
            }

            var end = await run.Ended;
            lock (_lock) _lastEnd = end;
            await run.DisposeAsync();
        }

        SetState(ProcessState.Stopped);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _stopping.CancelAsync();
        await _watching;
        if (Run is { } run) await run.DisposeAsync();
        _calls.Dispose();
        _stopping.Dispose();
    }

    private IRoleRun? Run
    {
        get
        {
            lock (_lock) return _run;
        }
    }

    private void SetState(ProcessState state)
    {
        lock (_lock) _state = state;
    }

    private async Task StartRunAsync(CancellationToken cancellation)
    {
        SetState(ProcessState.Starting);
        var run = Run!;
        using var late = new CancellationTokenSource(_options.ReadyTimeout, _options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            var ready = await run.StartAsync(_system.StartOf(_plan, Instance), either.Token);
            lock (_lock)
            {
                _ready = ready;
                _health = null;
                _readySince = _options.Clock.GetTimestamp();
                if (_state == ProcessState.Starting) _state = ProcessState.Running;
            }

            Log.RoleReady(_log, Instance, run.Pid);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new SupervisorException($"{Instance} was not ready in {_options.ReadyTimeout.TotalSeconds:0.#} seconds{(run.LastError is { } error ? ": " + error : "")}");
        }
    }

    /// <summary>From the first READY until the stop.</summary>
    private async Task WatchAsync()
    {
        var failures = 0;
        while (true)
        {
            var end = await RunToEndAsync();
            if (_stopping.IsCancellationRequested) return;
            TimeSpan up;
            lock (_lock)
            {
                up = _ready is null ? TimeSpan.Zero : _options.Clock.GetElapsedTime(_readySince);
                _lastEnd = end;
                _ready = null;
                _state = ProcessState.Waiting;
                _restarts++;
            }

            failures = up >= _options.RestartReset ? 1 : failures + 1;
            var wait = _options.Restart.After(failures, Random());
            Log.RoleEnded(_log, Instance, end, wait.TotalMilliseconds);
            try
            {
                await Task.Delay(wait, _options.Clock, _stopping.Token);
                Launch();
                await StartRunAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SupervisorException problem)
            {
                Log.RoleDidNotStart(_log, Instance, problem.Message);
                Run?.Kill();
            }
        }
    }

    /// <summary>Asks for health until the run has ended.</summary>
    private async Task<string> RunToEndAsync()
    {
        var run = Run!;
        long? silentSince = null;
        while (!run.Ended.IsCompleted)
        {
            await Task.WhenAny(run.Ended, Task.Delay(_options.HealthInterval, _options.Clock, _stopping.Token));
            if (run.Ended.IsCompleted) break;
            if (_stopping.IsCancellationRequested) return "stopped";
            var asked = _options.Clock.GetTimestamp();
            if (await IsHealthyAsync())
            {
                silentSince = null;
                continue;
            }

            // Counted from the first question without an answer, not from the last answer: after a suspended
            // machine wakes up, every role gets its whole time.
            silentSince ??= asked;
            var silence = _options.Clock.GetElapsedTime(silentSince.Value);
            if (silence < _options.HealthTimeout || run.Ended.IsCompleted) continue;
            Log.RoleSilent(_log, Instance, silence.TotalSeconds);
            run.Kill();
            var end = await run.Ended;
            await run.DisposeAsync();
            return $"no answer for {silence.TotalSeconds:0.#} s, {end}";
        }

        var ended = await run.Ended;
        await run.DisposeAsync();
        return run.LastError is { } error ? $"{ended}: {error}" : ended;
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            var report = await _calls.SendAsync(_healthCall, Nothing.Value, cancellation: _stopping.Token);
            lock (_lock)
            {
                _health = report;
                if (_state == ProcessState.Silent) _state = ProcessState.Running;
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return true; // stopping: nobody is judged any more
        }
        catch (CallException)
        {
            lock (_lock)
            {
                if (_state == ProcessState.Running) _state = ProcessState.Silent;
            }

            return false;
        }
    }

    private static double Random() =>
        System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
