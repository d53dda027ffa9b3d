using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Resolving;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect.Worker;

/// <summary>
/// A worker: answers <c>inspect.message</c> and <c>inspect.disarm</c>, one message at a time. A message that neither ends in time nor keeps to the
/// memory limit costs this process, and nothing else.
/// </summary>
public sealed class InspectRole : IRole
{
    /// <summary>What the watchdog grants beyond the time limit: signals that look at the time themselves end before, and keep the process.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Buffers up to this size are kept for the next message; larger ones are rare and not worth the memory.</summary>
    private const int KeptBufferBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LogMoment = TimeSpan.FromMilliseconds(100);

    private readonly InspectOptions _options;
    private readonly RoleEnvironment _environment;
    private readonly ILogger _log;
    private readonly Inspector _inspector;
    private readonly Disarmer _disarmer;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string? _testFaults = Environment.GetEnvironmentVariable(TestFault.Variable);
    private readonly bool _ownProcess;
    private byte[] _kept = [];
    private Watchdog? _watchdog;

    /// <summary>Makes the role.</summary>
    /// <param name="options">How to inspect.</param>
    /// <param name="environment">What the host gives.</param>
    /// <param name="ownProcess">
    /// True where the process is this worker's alone, so that the watchdog may end it. False where roles share one process
    /// (for debugging): then a message that hangs is given up and its thread left behind.
    /// </param>
    public InspectRole(InspectOptions options, RoleEnvironment environment, bool ownProcess = true)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        (_options, _environment, _ownProcess) = (options, environment, ownProcess);
        _log = environment.Logs.CreateLogger("Sekisho.Inspect");
        _inspector = Inspector.Create(options, environment.Clock, _log, CallResolver.Remembering(environment.Calls, environment.Clock), new CallHistory(environment.Calls), new CallMemory(environment.Calls));
        _disarmer = new Disarmer(options, environment.Clock);
        if (_testFaults == "1") Log.TestFaultsOn(_log);
    }

    /// <inheritdoc/>
    public RoleKind Kind => RoleKind.Inspect;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <inheritdoc/>
    public void Map(ICallRegistry calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        calls.Answer(InspectCalls.Message, AnswerAsync);
        calls.Answer(InspectCalls.Disarm, DisarmAsync);
        calls.Answer(InspectCalls.Rules, UseRulesAsync);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        if (_ownProcess)
            _watchdog = new Watchdog(TimeSpan.FromSeconds(_options.TimeoutSeconds) + Grace, _options.Limits.MaxWorkerMemoryBytes, () => Environment.WorkingSet, EndProcess, _environment.Clock);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        // The message under way is let to its end.
        try
        {
            await _one.WaitAsync(hurry);
            _one.Release();
        }
        catch (OperationCanceledException)
        {
            // Whoever waits for the verdict learns that the worker went away, and holds the message.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watchdog?.Dispose();
        await _inspector.DisposeAsync();
    }

    private async ValueTask<Verdict> AnswerAsync(CallContext call, InspectRequest request)
    {
        // The caller keeps to one at a time too; two messages would share one time limit and one memory limit.
        await _one.WaitAsync(call.Aborted);
        try
        {
            var (buffer, length) = await ReadContentAsync(call);
            // Off the thread that reads the connection, so that it is noticed when the caller goes.
            await Task.Yield();
            var content = buffer.AsMemory(0, length);
            var started = _environment.Clock.GetTimestamp();
            Verdict verdict;
            using (_watchdog?.Watch(request.Id))
            {
                if (TestFault.Wanted(_testFaults, content) is { } fault) TestFault.Commit(fault, request.Id, _log);

                // In a shared process the buffer must stay with a thread that was left behind: it is not used again.
                verdict = _ownProcess ? await _inspector.RunAsync(request, content, call.Aborted) : await _inspector.InspectAsync(request, content, call.Aborted);
            }

            if (_ownProcess && buffer.Length <= KeptBufferBytes) _kept = buffer;
            var reasons = verdict.Reasons.Count == 0 ? "" : ": " + string.Join(", ", verdict.Reasons.Select(reason => reason.Code));
            Log.Inspected(_log, request.Id, verdict.Disposition.ToString(), (long)_environment.Clock.GetElapsedTime(started).TotalMilliseconds, length, reasons);
            return verdict;
        }
        catch (OutOfMemoryException) when (_ownProcess)
        {
            // The heap limit came before the watchdog. What else of this process failed for want of memory nobody knows: begin anew.
            EndProcess(request.Id, WatchdogCause.Memory, Environment.WorkingSet);
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<DisarmReply> DisarmAsync(CallContext call, DisarmRequest request)
    {
        await _one.WaitAsync(call.Aborted);
        try
        {
            var (buffer, length) = await ReadContentAsync(call);
            await Task.Yield();
            DisarmedMessage disarmed;
            using (_watchdog?.Watch(request.Id))
                disarmed = _disarmer.Disarm(buffer.AsMemory(0, length), _options.Disarm with { OriginalId = request.Id });
            Log.Disarmed(_log, request.Id, disarmed.Changes.Count, string.Join(", ", disarmed.Changes.Select(change => change.What).Distinct()));
            if (disarmed.Changes.Count > 0)
            {
                call.ReplyContentLength = disarmed.Content.Length;
                call.ReplyContent = (stream, cancellation) => stream.WriteAsync(disarmed.Content, cancellation).AsTask();
            }

            return new DisarmReply([.. disarmed.Changes.Take(DisarmReply.MostChanges)]);
        }
        catch (OutOfMemoryException) when (_ownProcess)
        {
            EndProcess(request.Id, WatchdogCause.Memory, Environment.WorkingSet);
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<RulesReply> UseRulesAsync(CallContext call, RulesRequest request)
    {
        // Off the thread that reads the connection; messages are judged by the old rules meanwhile.
        var rules = await Task.Run(() => MailRules.Compile(request.Files), call.Aborted);
        _inspector.Use(rules);
        Log.RulesTaken(_log, rules.Count, rules.OwnCount);
        return new RulesReply(rules.Count);
    }

    private async ValueTask<(byte[] Buffer, int Length)> ReadContentAsync(CallContext call)
    {
        if (call.ContentLength > InspectCalls.Message.MaxContentBytes || call.ContentLength > Array.MaxLength)
            throw new CallException(CallFailure.TooLarge, $"A message of {call.ContentLength} bytes is larger than this worker takes.");
        var length = (int)call.ContentLength;
        var buffer = Interlocked.Exchange(ref _kept, []);
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(Math.Max(length, 64 * 1024));
        await call.Content.ReadExactlyAsync(buffer.AsMemory(0, length), call.Aborted);
        return (buffer, length);
    }

    private void EndProcess(string message, WatchdogCause cause, long measure)
    {
        if (cause == WatchdogCause.Time) Log.Hangs(_log, message, _options.TimeoutSeconds);
        else Log.TakesMemory(_log, message, measure, _options.Limits.MaxWorkerMemoryBytes);

        // The log writes from a thread of its own: leave it a moment for this line.
        using var moment = new ManualResetEventSlim();
        moment.Wait(LogMoment, CancellationToken.None);

        // SIGKILL: handlers of an ordinary exit would wait for the very call that hangs, and an abort could leave mail in a core file.
        Process.GetCurrentProcess().Kill();
    }
}
