using System.Buffers;
using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Attempts;
using Sekisho.Deliver.Notices;
using Sekisho.Kernel.Ids;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Replies;
using Sekisho.Store;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Leasing;

/// <summary>Takes one job to its end: the attempt, the notice, the result at the store.</summary>
internal sealed class JobRunner(RoleEnvironment environment, DeliverOptions options, DeliveryParts parts, ILogger log)
{
    private static readonly Backoff SettleBackoff = new() { First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(15) };

    private static readonly SmtpReply Broken = SmtpReply.Of(451, "4.3.0", "The attempt failed on an error in the mail system.");
    private static readonly SmtpReply NoSlot = SmtpReply.Of(451, "4.4.5", "Too many deliveries were under way for too long.");

    /// <summary>
    /// Runs the job. When <paramref name="abort"/> comes first, nothing is reported: the lease ends with this run. When the
    /// job's time ends, what is known is reported.
    /// </summary>
    public async Task RunAsync(DeliveryJob job, OutboundContent content, DeliverySlots slots, JobTime time, CancellationToken abort)
    {
        var attempt = new DeliveryAttempt(job, content, parts, options, time);
        IDisposable? slot = null;
        try
        {
            AttemptReport report;
            try
            {
                slot = await slots.EnterAsync(job.Route.Destination, time.Token);
                report = await attempt.RunAsync();
            }
            catch (OperationCanceledException) when (time.IsAborted)
            {
                return;
            }
            catch (OperationCanceledException) when (time.IsOver)
            {
                Log.JobTooLong(log, job.MessageId, job.Route.Destination);
                report = attempt.SoFar(slot is null ? NoSlot : DeliveryAttempt.TooLong);
            }
            catch (Exception error)
            {
                // A bug here must not lose the message nor stop the others: it stays in the queue for whoever has not got it.
                Log.AttemptBroken(log, job.MessageId, error);
                report = attempt.SoFar(Broken);
            }

            await ReportAsync(job, content, report, abort);
        }
        finally
        {
            slot?.Dispose();
        }
    }

    private async Task ReportAsync(DeliveryJob job, OutboundContent content, AttemptReport report, CancellationToken abort)
    {
        for (var i = 0; i < report.Recipients.Count; i++)
            Log.Result(log, job.MessageId, job.Ordinals[i] + 1, report.Recipients[i].Outcome, report.Recipients[i].Host ?? "-", report.Recipients[i].Reply.Code);
        var (request, notice) = await WithNoticeAsync(job, content, report);
        await SettleAsync(job, request, notice, abort);
    }

    private async Task<(SettleRequest Request, byte[] Notice)> WithNoticeAsync(DeliveryJob job, OutboundContent content, AttemptReport report)
    {
        var request = new SettleRequest
        {
            Lease = job.Lease,
            Results = [.. report.Recipients.Select((state, i) => state.ToResult(job, i))],
            DestinationDown = report.DestinationDown,
        };
        var entries = NoticePlan.Make(job, report.Recipients, options);
        if (entries.Count == 0) return (request, []);
        try
        {
            var id = TimeOrderedId.New(environment.Clock);
            var original = await ReadOriginalAsync(job, content, NoticeMessage.ReturnsAll(job, entries, options));
            var notice = NoticeMessage.Write(id, job, entries, original, options, environment.Clock.GetUtcNow());
            Log.Notice(log, job.MessageId, id);
            return (request with
            {
                NoticeId = id,
                NoticeRecipient = job.Envelope.ReversePath,
                DelayNoticeSent = entries.Any(entry => entry.Action == NoticeAction.Delayed),
            }, notice);
        }
        catch (Exception error)
        {
            // A failure that cannot be told is not recorded as one: the recipient stays in the queue.
            Log.AttemptBroken(log, job.MessageId, error);
            var failed = entries.Where(entry => entry.Action == NoticeAction.Failed).Select(entry => entry.Recipient).ToHashSet();
            var untold = report.Recipients.Select((state, i) => (state, Ordinal: job.Ordinals[i])).Where(each => failed.Contains(each.state)).Select(each => each.Ordinal).ToHashSet();
            return (request with
            {
                Results = [.. request.Results.Select(result => result.Outcome == DeliveryOutcome.Failed && untold.Contains(result.Ordinal)
                    ? result with { Outcome = DeliveryOutcome.Deferred }
                    : result)],
            }, []);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadOriginalAsync(DeliveryJob job, OutboundContent content, bool all)
    {
        var limit = (int)Math.Min(content.Length, all ? options.NoticeFullBytes : options.NoticeHeaderBytes);
        if (content is MemoryContent memory) return memory.Bytes[..limit];
        try
        {
            await using var stream = await content.OpenAsync(CancellationToken.None);
            var bytes = new byte[limit];
            var read = await stream.ReadAtLeastAsync(bytes, limit, throwOnEndOfStream: false);
            return bytes.AsMemory(0, read);
        }
        catch (IOException unread)
        {
            Log.NoticeWithoutHeader(log, job.MessageId, unread);
            return default;
        }
    }

    /// <summary>
    /// Tells the store until it has understood: a delivery that is not recorded happens again. A call that may have been done
    /// is made again; the store then no longer knows the lease, and says so.
    /// </summary>
    private async Task SettleAsync(DeliveryJob job, SettleRequest request, byte[] notice, CancellationToken abort)
    {
        var perhapsDone = false;
        for (var failures = 1; ; failures++)
        {
            try
            {
                await environment.Calls.SendAsync(StoreCalls.Settle, request, new ReadOnlySequence<byte>(notice), CancellationToken.None);
                return;
            }
            catch (CallException failed) when (failed.Failure == CallFailure.Rejected && perhapsDone)
            {
                // The earlier call was done after all; only its reply was lost.
                return;
            }
            catch (CallException failed) when (failed.Failure is CallFailure.Rejected or CallFailure.NotAllowed or CallFailure.TooLarge)
            {
                Log.SettleRefused(log, job.MessageId, failed.Failure, failed.Message);
                return;
            }
            catch (CallException failed)
            {
                perhapsDone |= failed.Failure is CallFailure.Interrupted or CallFailure.TimedOut;
                Log.SettleFailed(log, job.MessageId, failed.Failure, failed.Message);
            }

            try
            {
                await Task.Delay(SettleBackoff.After(failures, Jitter()), environment.Clock, abort);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    internal static double Jitter() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1000) / 1000.0;
}
