using System.Buffers;
using Microsoft.Extensions.Logging;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Bytes;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Asking;

/// <summary>Asks for a message without what could do harm, for whoever takes it.</summary>
/// <param name="calls">The caller's calls.</param>
/// <param name="memory">Where the rebuilt messages may lie.</param>
/// <param name="logger">The caller's log.</param>
public sealed class Disarming(ICallClient calls, ByteBudget memory, ILogger logger)
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>A message that is rebuilt has an identifier of its own, always the same for the same original: a second try stores nothing twice.</summary>
    /// <param name="original">The original.</param>
    public static string IdOf(string original) => TimeOrderedId.DerivedFrom(original, "disarmed");

    /// <summary>
    /// Asks a free worker. Where it cannot be done the verdict says that the message is to be held and looked at again: nobody
    /// gets the original instead.
    /// </summary>
    /// <param name="original">The original's identifier.</param>
    /// <param name="verdict">The verdict over it: disarm.</param>
    /// <param name="message">The original, without the fields that are left out when it is taken.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<DisarmOutcome> RunAsync(string original, Verdict verdict, ReadOnlySequence<byte> message, CancellationToken cancellation)
    {
        SegmentedBuffer? content = null;
        try
        {
            await using var reply = await calls.OpenAsync(InspectCalls.Disarm, new DisarmRequest(original), message, cancellation);
            if (reply.Value.Changes.Count == 0) return new DisarmOutcome(DisarmScope.Without(verdict), null);
            content = new SegmentedBuffer(InspectCalls.Disarm.MaxContentBytes, memory);
            if (!await ReadAsync(reply.Content, content, cancellation)) return Held(original, verdict, content, CallFailure.Overloaded, null);
            return new DisarmOutcome(verdict, content);
        }
        catch (CallException exception)
        {
            return Held(original, verdict, content, exception.Failure, exception);
        }
        catch (IOException exception)
        {
            return Held(original, verdict, content, CallFailure.Interrupted, exception);
        }
        catch
        {
            content?.Dispose();
            throw;
        }
    }

    private DisarmOutcome Held(string original, Verdict verdict, SegmentedBuffer? content, CallFailure failure, Exception? exception)
    {
        content?.Dispose();
        Log.NotDisarmed(logger, original, failure, exception);
        return new DisarmOutcome(verdict with { Disposition = Disposition.Defer, Otherwise = null, Reasons = [new Reason(Inspection.ReasonOf(failure), failure.ToString()), .. verdict.Reasons] }, null);
    }

    private static async ValueTask<bool> ReadAsync(Stream from, SegmentedBuffer to, CancellationToken cancellation)
    {
        var array = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await from.ReadAsync(array, cancellation) is > 0 and var read)
                if (to.Append(array.AsSpan(0, read)) != AppendResult.Appended) return false;
            // An empty message would be the loss of it.
            return to.Length > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
