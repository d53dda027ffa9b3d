using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;

namespace Sekisho.Deliver.Reporting;

/// <summary>Looks from time to time whether reports are due, and brings the sessions that were noted to the store.</summary>
internal sealed class ReportLoop(SendReports send, TlsSessionLog sessions, ReportOptions options, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>Runs until it is cancelled; never throws otherwise.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var next = clock.GetUtcNow() + Step;
        using var timer = new PeriodicTimer(Step, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await TryAsync(() => sessions.FlushAsync(cancellation), cancellation);
                if (clock.GetUtcNow() < next) continue;
                next = clock.GetUtcNow() + TimeSpan.FromMinutes(options.LookMinutes);
                await TryAsync(() => send.RunAsync(null, now: false, cancellation), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (CallException exception)
        {
            Log.ReportsLater(log, exception.Failure, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The boundary of a loop that must not end.
            Log.ReportsFailed(log, exception);
        }
    }
}
