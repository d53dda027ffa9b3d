using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;

namespace Sekisho.Ledger;

/// <summary>What the ledger does at fixed times: publish, heartbeat, retention. Tests do each at their own time.</summary>
internal sealed class Upkeep : IAsyncDisposable
{
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private readonly LedgerParts _parts;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _own = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Upkeep(LedgerParts parts, TimeProvider clock, ILogger log) => (_parts, _clock, _log) = (parts, clock, log);

    /// <summary>Begins.</summary>
    public void Start(LedgerOptions options) =>
        _running = Task.WhenAll(
            EveryAsync(options.PublishEvery, PublishAsync),
            EveryAsync(options.HeartbeatEvery, HeartbeatAsync),
            EveryAsync(PruneEvery, PruneAsync));

    public Task PublishAsync() => _parts.Publisher.PublishAsync();

    public Task HeartbeatAsync() => AsOwnAsync(() => _parts.Own.WriteAsync(EntryType.Heartbeat));

    public Task PruneAsync() => AsOwnAsync(_parts.Pruning.RunAsync);

    /// <summary>Ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _own.Dispose();
    }

    /// <summary>The ledger's own entries are numbered: one at a time.</summary>
    private async Task AsOwnAsync(Func<Task> work)
    {
        await _own.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _own.Release();
        }
    }

    private async Task EveryAsync(TimeSpan period, Func<Task> work)
    {
        using var timer = new PeriodicTimer(period, _clock);
        while (await TickAsync(timer))
        {
            try
            {
                await work();
            }
            catch (Exception problem)
            {
                Log.UpkeepFailed(_log, problem);
            }
        }
    }

    private async Task<bool> TickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return false; // stopping
        }
    }
}
