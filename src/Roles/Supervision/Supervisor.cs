using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Files;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Logs;
using Sekisho.Roles.Memory;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>Starts every role in a process of its own, watches, restarts and stops them. What <c>sekisho up</c> does.</summary>
public sealed class Supervisor : IAsyncDisposable
{
    private const string OwnName = "supervisor";

    /// <summary>A signal sooner after the first is the same wish once more.</summary>
    private static readonly TimeSpan SecondSignalAfter = TimeSpan.FromSeconds(1);

    /// <summary>When a role does not start, the others get this long to end.</summary>
    private static readonly TimeSpan FailedStartGrace = TimeSpan.FromSeconds(5);

    private readonly SupervisorOptions _options;
    private readonly RunFolder _folder;
    private readonly LogStream _stream;
    private readonly RoleLogs _logs;
    private readonly ILogger _log;
    private readonly IRoleLauncher _launcher;
    private readonly SemaphoreSlim _stopLock = new(1);
    private RoleSlot[] _slots = [];
    private ImmutableSortedDictionary<string, IReadOnlyList<SystemNotice>> _notices = ImmutableSortedDictionary.Create<string, IReadOnlyList<SystemNotice>>(StringComparer.Ordinal);
    private FileLock? _lock;
    private CallServer? _server;
    private long _readySince;
    private bool _stopped;
    private bool _disposed;

    /// <summary>Makes a supervisor of child processes; <see cref="SupervisorOptions.Command"/> must be set.</summary>
    /// <param name="options">What to run.</param>
    public Supervisor(SupervisorOptions options)
        : this(options, factory: null)
    {
    }

    private Supervisor(SupervisorOptions options, Func<RoleKind, RoleEnvironment, JsonElement, IRole>? factory)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _folder = new RunFolder(options.DataFolder);
        _stream = new LogStream(options.LogOutput ?? Console.OpenStandardError(), options.LogJson, options.Clock);
        _logs = new RoleLogs(_stream, OwnName, options.LogLevel, options.Clock);
        _log = _logs.CreateLogger(OwnName);
        _launcher = factory is not null
            ? new InProcessLauncher(factory, _stream, options.LogLevel, options.Clock)
            : new ChildLauncher(
                options.Command ?? throw new ArgumentException("A supervisor of child processes needs the command that starts one.", nameof(options)),
                _folder.Data, _stream, options.Clock);
    }

    /// <summary>What the system serves, by name; known after the start.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses => Status.Addresses;

    /// <summary>How the system is now.</summary>
    public SystemStatus Status
    {
        get
        {
            var processes = _slots.Select(slot => slot.Status).ToArray();
            var addresses = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var (name, value) in _slots.SelectMany(slot => slot.Addresses)) addresses[name] = value;
            return new SystemStatus
            {
                Pid = Environment.ProcessId,
                UptimeSeconds = _readySince == 0 ? 0 : _options.Clock.GetElapsedTime(_readySince).TotalSeconds,
                MemoryBytes = Environment.WorkingSet,
                ShareBytes = MemoryShare.Read(),
                Ready = _readySince != 0 && processes.All(process => process.State == ProcessState.Running),
                Addresses = addresses,
                Processes = processes,
                Notices = [.. _notices.Values.SelectMany(notices => notices)],
            };
        }
    }

    /// <summary>Who runs with what; null before the start.</summary>
    internal SystemPlan? Plan { get; private set; }

    /// <summary>Writes to the one log stream, under the name "supervisor".</summary>
    public ILoggerFactory Logs => _logs;

    /// <summary>The same roles, sockets and tokens in this one process, for debugging: nothing is confined or killed.</summary>
    /// <param name="options">What to run; its command is not used.</param>
    /// <param name="factory">Builds a role from its kind, its environment and its options.</param>
    public static Supervisor SingleProcess(SupervisorOptions options, Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new Supervisor(options, factory);
    }

    /// <summary>Sets what the status tells about a topic, in place of what it told before.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="notices">None to take it away.</param>
    public void SetNotices(string topic, IReadOnlyList<SystemNotice> notices) =>
        ImmutableInterlocked.Update(ref _notices, all => notices.Count == 0 ? all.Remove(topic) : all.SetItem(topic, notices));

    /// <summary>Asks one process something with the supervisor's own token; the role table says what it may ask.</summary>
    /// <param name="instance">The name of the process: "inspect.2".</param>
    /// <param name="call">What is asked.</param>
    /// <param name="request">The JSON part.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="CallException">The call failed.</exception>
    /// <exception cref="ArgumentException">There is no such process.</exception>
    public ValueTask<TReply> AskAsync<TRequest, TReply>(string instance, Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation)
    {
        var slot = Array.Find(_slots, slot => slot.Instance == instance) ?? throw new ArgumentException($"There is no process '{instance}'.", nameof(instance));
        return slot.Calls.SendAsync(call, request, cancellation: cancellation);
    }

    /// <summary>Starts all roles in order and returns when all are ready.</summary>
    /// <exception cref="SupervisorException">A role did not start, or another supervisor works on the data folder; everything is stopped again.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        _folder.Make();
        _lock = TakeLock();
        try
        {
            await Leftovers.EndAsync(_folder, _options.Clock, _log, cancellation);
            var plan = new SystemPlan(_options.Roles, _folder, _options.LogLevel, _options.Clock, _options.Confinement);
            Plan = plan;
            plan.MakeFolders();
            _slots = [.. plan.Processes.Select(process => new RoleSlot(process.Plan, process.Instance, plan, _options, _launcher, _log))];
            await AnswerStatusAsync(plan, cancellation);
            foreach (var slot in _slots) slot.Launch();
            await SlotOrder.StartAsync(_slots, cancellation);
            _readySince = _options.Clock.GetTimestamp();
            Log.SystemReady(_log, _folder.Data, _slots.Length);
        }
        catch
        {
            _stopped = true;
            // As cleanly as can be: those that are ready have begun to work.
            using var hurry = new CancellationTokenSource(FailedStartGrace, _options.Clock);
            await SlotOrder.StopAsync(_slots, hurry.Token);
            await EndAsync();
            throw;
        }
    }

    /// <summary>Stops all roles, each after those that call it; when <paramref name="hurry"/> is set, kills what is left.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _stopLock.WaitAsync(CancellationToken.None);
        try
        {
            if (_stopped) return;
            _stopped = true;
            Log.SystemStopping(_log);
            await SlotOrder.StopAsync(_slots, hurry);
            Log.SystemStopped(_log);
            await EndAsync();
        }
        finally
        {
            _stopLock.Release();
        }
    }

    /// <summary>
    /// Starts, calls <paramref name="ready"/>, waits for SIGTERM, SIGINT, SIGHUP or <paramref name="stop"/>, and stops.
    /// A second signal hurries the stop.
    /// </summary>
    /// <exception cref="SupervisorException">As <see cref="StartAsync"/>.</exception>
    public async Task RunAsync(Func<SystemStatus, Task> ready, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(ready);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var hurry = new CancellationTokenSource();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long? firstSignal = null;
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            await StartAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // stopped while starting: everything has been ended
        }

        await ready(Status);
        await using var rest = RestingMemory.Watch(_options.Clock);
        await using (stopping.Token.UnsafeRegister(_ => stopped.TrySetResult(), null)) await stopped.Task;
        await StopAsync(hurry.Token);

        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            lock (stopped)
            {
                // A program like timeout(1) signals the process and its group, so one wish comes twice at once.
                if (firstSignal is null) firstSignal = _options.Clock.GetTimestamp();
                else if (_options.Clock.GetElapsedTime(firstSignal.Value) > SecondSignalAfter) HostSignals.Set(hurry);
            }

            HostSignals.Set(stopping);
        }
    }

    /// <summary>Ends at once what still runs, writes out the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await EndAsync();
        await _stream.DisposeAsync();
        _logs.Dispose();
        _stopLock.Dispose();
    }

    private FileLock TakeLock()
    {
        try
        {
            return FileLock.TryTake(_folder.Lock) ?? throw new SupervisorException(
                $"Another system already runs on {_folder.Data} (process {FileLock.HolderOf(_folder.Lock)}). Stop it first, or choose another data folder.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SupervisorException($"The lock {_folder.Lock} cannot be taken: {problem.Message}", problem);
        }
    }

    private async Task AnswerStatusAsync(SystemPlan plan, CancellationToken cancellation)
    {
        var registry = new CallRegistry(RoleKind.Supervisor);
        registry.Answer(SupervisorCalls.Status, (_, _) => ValueTask.FromResult(Status));
        var socket = _folder.SupervisorSocket;
        _server = new CallServer(
            new CallServerOptions
            {
                InstanceName = OwnName,
                SocketPath = socket,
                Callers = new CallerTokens(plan.Callers),
                Clock = _options.Clock,
                Logs = _logs,
            },
            registry);
        await _server.StartAsync(cancellation);
        var content = new OperatorFile
        {
            Pid = Environment.ProcessId,
            Token = plan.OperatorToken,
            Callees = [new CalleeAddress(RoleKind.Supervisor, OwnName, socket), .. plan.Callees],
        };
        DurableFile.Replace(_folder.OperatorFile, JsonSerializer.SerializeToUtf8Bytes(content, SupervisionJson.Default.OperatorFile));
        if (!_options.TellsReservedTokens) return;
        foreach (var (role, token) in plan.ReservedTokens)
        {
            var reserved = content with { Token = token };
            DurableFile.Replace(_folder.FileOf(role), JsonSerializer.SerializeToUtf8Bytes(reserved, SupervisionJson.Default.OperatorFile));
        }
    }

    private async Task EndAsync()
    {
        // All at once: nobody is waited for any more.
        await Task.WhenAll(_slots.Select(slot => slot.DisposeAsync().AsTask()));
        if (_server is not null)
        {
            File.Delete(_folder.OperatorFile);
            await _server.DisposeAsync();
            _server = null;
        }

        _lock?.Dispose();
        _lock = null;
    }
}
