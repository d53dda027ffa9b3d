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
/// What came with one answer of the store, before it is opened: the keys of all of it are asked of the vault in one call.
/// While the vault is sealed or away, the leases are kept and it is asked again, for as long as a delivery could still begin.
/// </summary>
internal sealed class LeasedBatch(RoleEnvironment environment, DeliverOptions options, ILogger log)
{
    private static readonly Backoff OpenBackoff = new() { First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(10) };

    private readonly OpenBoxes _open = new(environment.Calls);

    /// <summary>The keys of the jobs; null for one that cannot be opened. An empty list when the vault did not answer in time.</summary>
    public async Task<IReadOnlyList<(MessageKeys? Keys, string? Problem)>> OpenAsync(IReadOnlyList<SealedJob> jobs, CancellationToken cancellation)
    {
        var started = environment.Clock.GetTimestamp();
        var envelopes = jobs.Select(job => job.Envelope).ToList();
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await _open.RunAsync(jobs[0].Lease, envelopes, cancellation);
            }
            catch (CallException failed)
            {
                Log.NotOpened(log, jobs.Count, failed.Failure, failed.Message);
            }

            if (environment.Clock.GetElapsedTime(started).TotalSeconds > options.LastTransactionSeconds) return [];
            await Task.Delay(OpenBackoff.After(failures, JobRunner.Jitter()), environment.Clock, cancellation);
        }
    }

    /// <summary>Gives a job back that could not be opened: it waits on; one whose time is over ends.</summary>
    public async Task GiveUpAsync(SealedJob job, string problem, CancellationToken cancellation)
    {
        Log.JobNotOpened(log, job.MessageId, problem);
        var outcome = job.Expired || job.Lost ? DeliveryOutcome.Failed : DeliveryOutcome.Deferred;
        var request = new SettleRequest
        {
            Lease = job.Lease,
            Results = [.. job.Recipients.Select(ordinal => new RecipientResult(ordinal, outcome, $"The message could not be opened: {problem}", null))],
        };
        try
        {
            await environment.Calls.SendAsync(StoreCalls.Settle, request, default, cancellation);
        }
        catch (CallException failed)
        {
            // The lease ends by itself, and the job comes again.
            Log.SettleFailed(log, job.MessageId, failed.Failure, failed.Message);
        }
    }
}
