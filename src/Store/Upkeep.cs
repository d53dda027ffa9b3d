using Microsoft.Extensions.Logging;
using Sekisho.Store.Archive;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Memory;
using Sekisho.Store.Orders;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Reports;
using Sekisho.Store.Senders;
using Sekisho.Store.Tracing;

namespace Sekisho.Store;

/// <summary>The work that comes with time, every minute: what is over is removed.</summary>
internal sealed class Upkeep(
    ChangeQuarantine quarantine,
    RemoveDestroyedMonths archive,
    RemoveOldTraces traces,
    RemoveUnusedDestinations destinations,
    RemoveOldReports reports,
    LearnCorrespondents learn,
    ForgetCorrespondents forget,
    ForgetMemory forgetMemory,
    ForgetSenders senders,
    TakeOrder orders,
    DueSchedule schedule,
    Writer writer,
    TimeProvider clock,
    ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>How often the log is emptied, so that what was removed from the tables does not stay in it.</summary>
    private const int RunsPerEmptiedLog = 10;

    private readonly PeriodicTimer _timer = new(Period, clock);
    private Task _running = Task.CompletedTask;
    private int _runs;

    /// <summary>Begins the periodic work.</summary>
    public void Start() => _running = RunAsync();

    /// <summary>Does the work once.</summary>
    public async Task RunOnceAsync()
    {
        schedule.EndOverdueLeases(clock.GetUtcNow());
        await quarantine.RemoveExpiredAsync().ConfigureAwait(false);
        await archive.RunAsync().ConfigureAwait(false);
        await traces.RunAsync().ConfigureAwait(false);
        await learn.WriteAsync().ConfigureAwait(false);
        await forget.RunAsync().ConfigureAwait(false);
        await forgetMemory.RunAsync().ConfigureAwait(false);
        await senders.RunAsync().ConfigureAwait(false);
        await orders.RemoveOldAsync().ConfigureAwait(false);
        if (_runs++ % RunsPerEmptiedLog != 0) return;
        await destinations.RunAsync().ConfigureAwait(false);
        await reports.RunAsync().ConfigureAwait(false);
        await writer.EmptyLogAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                await RunOnceAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.UpkeepFailed(log, exception);
            }
        }
    }
}
