using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Opening;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Store;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;

namespace Sekisho.Deliver.Leasing;

/// <summary>
/// Asks the store for due messages and starts a job for each. Two askers: one waits long at the store for whatever falls
/// due; the other asks without waiting as soon as a destination that had enough jobs can take more, which the first one,
/// who has excluded that destination, would not hear of.
/// </summary>
internal sealed class LeaseLoop : IAsyncDisposable
{
    private static readonly Backoff LeaseBackoff = new() { First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(10) };

    private const double WaitBesideBusySeconds = 0.25;

    private readonly RoleEnvironment _environment;
    private readonly DeliverOptions _options;
    private readonly JobRunner _runner;
    private readonly ILogger _log;
    private readonly DeliverySlots _slots;
    private readonly JobsUnderWay _underWay;
    private readonly ConcurrentDictionary<Task, byte> _jobs = new();
    private readonly ConcurrentDictionary<string, byte> _held = new(StringComparer.Ordinal);
    private readonly AskTurns _turns = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly int _most;
    private readonly LeasedBatch _batch;

    // One signal is as good as many.
    private readonly Channel<bool> _room = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _askers = Task.CompletedTask;

    public LeaseLoop(RoleEnvironment environment, DeliverOptions options, JobRunner runner, ILogger log)
    {
        _environment = environment;
        _options = options;
        _runner = runner;
        _log = log;
        _slots = new DeliverySlots(options.MaxConnectionsPerDestination, options.MaxConnections);

        // Twice what is sent at a time: the next message is here when a connection becomes free.
        _most = options.MaxConnectionsPerDestination * 2;
        _underWay = new JobsUnderWay(_most, options.MaxJobs);
        _batch = new LeasedBatch(environment, options, log);
    }

    public void Start() => _askers = Task.WhenAll(Task.Run(AskLongAsync), Task.Run(AskOnRoomAsync));

    /// <summary>Takes nothing new and waits for the jobs; when <paramref name="hurry"/> is set, they are dropped.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _stop.CancelAsync();
        await using var registration = hurry.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
        await _askers;
        await JobsEndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _abort.CancelAsync();
        await _askers;
        await JobsEndedAsync();
        _slots.Dispose();
        _turns.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task AskLongAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            var (room, busy) = _underWay.Look();
            try
            {
                if (room > 0)
                {
                    // While a destination is excluded, what falls due for it wakes nobody: then the wait is short.
                    var came = await AskAsync(room, busy, busy.Count == 0 ? _options.LeaseWaitSeconds : Math.Min(WaitBesideBusySeconds, _options.LeaseWaitSeconds));
                    failures = 0;
                    if (came > 0 && came < Math.Min(room, _most) && _options.LeaseGatherSeconds > 0) await Task.Delay(TimeSpan.FromSeconds(_options.LeaseGatherSeconds), _environment.Clock, _stop.Token);
                }
                else
                {
                    // The other asker is woken when there is room; this one looks again after that.
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _environment.Clock, _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (CallException failed)
            {
                Log.LeaseFailed(_log, failed.Failure, failed.Message);
                if (!await PauseAsync(++failures)) return;
            }
            catch (Exception error)
            {
                Log.LoopBroken(_log, error);
                if (!await PauseAsync(++failures)) return;
            }
        }
    }

    private async Task AskOnRoomAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _room.Reader.ReadAsync(_stop.Token);
                var (room, busy) = _underWay.Look();
                if (room > 0 && await AskAsync(room, busy, 0) == Math.Min(room, _most)) _room.Writer.TryWrite(true);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (error is CallException or IOException)
            {
                // The long asker meets the same trouble and reports it.
            }
            catch (Exception error)
            {
                Log.LoopBroken(_log, error);
            }
        }
    }

    /// <returns>How many jobs came.</returns>
    private async Task<int> AskAsync(int room, IReadOnlyList<string> busy, double waitSeconds)
    {
        using var turn = await _turns.EnterAsync(_stop.Token);
        var request = new LeaseDueRequest
        {
            Caller = _environment.RunId,
            Holding = turn.IsAlone ? [.. _held.Keys] : null,
            Most = Math.Min(room, _most),
            WaitSeconds = turn.IsAlone ? 0 : waitSeconds,
            BusyDestinations = busy,
            InlineContentBytes = _options.InlineContentBytes,
        };
        await using var reply = await _environment.Calls.OpenAsync(StoreCalls.LeaseDue, request, _stop.Token);
        var complete = true;
        var leased = new List<Leased>(reply.Value.Jobs.Count);
        foreach (var job in reply.Value.Jobs)
        {
            var inline = job.InlineBytes > 0 && complete ? await ReadInlineAsync(reply.Content, job.InlineBytes) : null;
            if (job.InlineBytes > 0 && inline is null && complete)
            {
                // What follows in the stream cannot be told apart any more; the contents can still be read one by one.
                complete = false;
                Log.ContentsIncomplete(_log);
            }

            _underWay.Add(job.Route.Destination);
            _held[job.Lease] = 0;
            leased.Add(new Leased(job, inline, new JobTime(_options, _environment.Clock, _abort.Token)));
        }

        if (leased.Count > 0) Keep(Task.Run(() => OpenAndStartAsync(leased)));

        turn.Arrived();
        return reply.Value.Jobs.Count;
    }

    private async Task<byte[]?> ReadInlineAsync(Stream stream, long length)
    {
        // The store keeps to what was asked; a length beyond it is not believed.
        if (length < 0 || length > _options.InlineContentBytes + LeaseDueRequest.MostSealedOverheadBytes) return null;
        var bytes = new byte[length];
        try
        {
            await stream.ReadExactlyAsync(bytes, CancellationToken.None);
            return bytes;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Opening starts jobs: until there are none.</summary>
    private async Task JobsEndedAsync()
    {
        while (!_jobs.IsEmpty) await Task.WhenAll(_jobs.Keys);
    }

    private void Keep(Task task)
    {
        _jobs[task] = 0;
        _ = task.ContinueWith(done => _jobs.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task OpenAndStartAsync(List<Leased> leased)
    {
        IReadOnlyList<(MessageKeys? Keys, string? Problem)> opened = [];
        try
        {
            opened = await _batch.OpenAsync(leased.ConvertAll(each => each.Job), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The role stops: nobody has begun, the leases end with this run.
            foreach (var each in leased) End(each);
            return;
        }
        catch (Exception error)
        {
            Log.LoopBroken(_log, error);
        }

        for (var i = 0; i < leased.Count; i++)
        {
            var each = leased[i];
            var (keys, problem) = i < opened.Count ? opened[i] : (null, "the vault does not answer");
            Keep(Task.Run(() => RunAsync(each, keys, problem)));
        }
    }

    private async Task RunAsync(Leased leased, MessageKeys? keys, string? problem)
    {
        try
        {
            if (keys is null)
            {
                await _batch.GiveUpAsync(leased.Job, problem ?? "", _abort.Token);
            }
            else if (OpenJob.Run(_environment.Calls, _environment.Clock, leased.Job, leased.Inline, keys) is var (job, content))
            {
                using (job) await _runner.RunAsync(job, content, _slots, leased.Time, _abort.Token);
            }
            else
            {
                await _batch.GiveUpAsync(leased.Job, "the envelope is damaged", _abort.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Dropped in a hurry: the lease ends with this run of the role.
        }
        catch (Exception error)
        {
            Log.AttemptBroken(_log, leased.Job.MessageId, error);
        }
        finally
        {
            keys?.Dispose();
            End(leased);
        }
    }

    private void End(Leased leased)
    {
        _held.TryRemove(leased.Job.Lease, out _);
        leased.Time.Dispose();
        if (_underWay.Remove(leased.Job.Route.Destination)) _room.Writer.TryWrite(true);
    }

    private async Task<bool> PauseAsync(int failures)
    {
        try
        {
            await Task.Delay(LeaseBackoff.After(failures, JobRunner.Jitter()), _environment.Clock, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record Leased(SealedJob Job, byte[]? Inline, JobTime Time);
}
