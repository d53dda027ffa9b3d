using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Replies;
using Sekisho.Store;
using Sekisho.Store.Intake;

namespace Sekisho.Edge.Intake;

/// <summary>Gives a message to the store. Only the store's reply makes a 250.</summary>
internal sealed class Acceptance(ICallClient calls, TimeProvider clock, int maxAttempts, ILogger logger)
{
    private static readonly SmtpReply NotNow = SmtpReply.Of(451, "4.3.0", "Try again later");
    private static readonly SmtpReply NoRoom = SmtpReply.Of(452, "4.3.1", "Not enough room, try again later");
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);
    private static readonly Backoff Pause = new() { First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(4) };

    /// <summary>Leaves the trace of a refused message. It is refused all the same when that fails.</summary>
    public async ValueTask RecordRefusalAsync(RefusedRequest request, CancellationToken cancellation)
    {
        try
        {
            await calls.SendAsync(StoreCalls.RecordRefusal, request, default, cancellation);
        }
        catch (CallException exception)
        {
            Log.RefusalNotRecorded(logger, request.Id, exception.Failure, exception);
        }
    }

    public async ValueTask<SmtpReply> StoreAsync(AcceptRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await calls.SendAsync(StoreCalls.Accept, request, content, cancellation);
                return SmtpReply.Of(250, "2.0.0", $"OK queued as {request.Id}");
            }
            catch (CallException exception)
            {
                Log.NotStored(logger, request.Id, exception.Failure, attempt, exception);
                if (exception.Failure is CallFailure.Overloaded or CallFailure.Rejected) return NoRoom;
                // Perhaps it is stored and only the reply was lost: the same id again stores nothing twice.
                var again = exception.Failure is CallFailure.Interrupted or CallFailure.TimedOut or CallFailure.Unavailable;
                if (!again || attempt >= maxAttempts || clock.GetElapsedTime(started) > MostTime)
                {
                    Log.GivenBack(logger, request.Id, exception.Failure);
                    return NotNow;
                }
            }

            await Task.Delay(Pause.After(attempt, RandomNumberGenerator.GetInt32(1000) / 1000.0), clock, cancellation);
        }
    }
}
