using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sekisho.Edge.Intake;
using Sekisho.Inspect;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Bytes;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Intake;

namespace Sekisho.Edge.Reinspection;

/// <summary>
/// Inspects again what is held because it could not be inspected. It runs here because this role has the message's way to
/// inspection already; the store knows when each is due.
/// </summary>
internal sealed class HeldMessages(
    ICallClient calls, Inspection inspection, ByteBudget memory, string runId, string hostName, int most, TimeProvider clock, ILogger logger)
{
    private const double WaitSeconds = 30;
    private const int ReadBytes = 64 * 1024;
    private const int MaxOwnHeaderBytes = 4096;

    private static readonly Backoff Pause = new() { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(30) };

    /// <summary>Runs until it is cancelled; never throws otherwise.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var started = clock.GetTimestamp();
                var reply = await calls.SendAsync(StoreCalls.LeaseHeld, new LeaseHeldRequest(runId, most, WaitSeconds), default, cancellation);
                failures = 0;
                await Task.WhenAll(reply.Messages.Select(message => ReinspectAsync(message, cancellation)));
                // A store that answers at once with nothing is not asked again at once.
                if (reply.Messages.Count == 0 && clock.GetElapsedTime(started) < Pause.First) await Task.Delay(Pause.First, clock, cancellation);
            }
            catch (CallException exception)
            {
                var pause = Pause.After(++failures, RandomNumberGenerator.GetInt32(1000) / 1000.0);
                Log.HeldNotFetched(logger, exception.Failure, pause.TotalSeconds, exception);
                await WaitAsync(pause, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The boundary of a loop that must not end.
                Log.ReinspectionFailed(logger, exception);
                await WaitAsync(Pause.Longest, cancellation);
            }
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancellation) =>
        await Task.Delay(pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task ReinspectAsync(HeldMessage message, CancellationToken cancellation)
    {
        try
        {
            using var content = new SegmentedBuffer(InspectCalls.Message.MaxContentBytes, memory);
            var verdict = await ReadAsync(message, content, cancellation)
                ? await inspection.InspectAsync(Question(message), WithoutOwnHeader(content.AsSequence(), message.Id), cancellation)
                : NotNow("no memory");
            var header = OwnResults.Field(verdict) + TraceHeaders.OfVerdict(hostName, message.Id, verdict);
            var report = new ReinspectedRequest(message.Id, message.Lease, verdict with { AuthenticationResults = null, Remove = null }, Inspection.Subject(verdict), header.Length > 0 ? header : null);
            await calls.SendAsync(StoreCalls.Reinspected, report, default, cancellation);
            Log.Reinspected(logger, message.Id, verdict.Disposition);
        }
        catch (CallException exception)
        {
            // The lease ends by itself and the message comes again.
            Log.NotReinspected(logger, message.Id, exception.Failure, exception);
        }
        catch (IOException exception)
        {
            Log.NotReinspected(logger, message.Id, CallFailure.Interrupted, exception);
        }
    }

    private async Task<bool> ReadAsync(HeldMessage message, SegmentedBuffer content, CancellationToken cancellation)
    {
        await using var reply = await calls.OpenAsync(StoreCalls.ReadContent, new ByIdRequest(message.Lease), cancellation);
        var array = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await reply.Content.ReadAsync(array, cancellation) is > 0 and var read)
                if (content.Append(array.AsSpan(0, read)) != AppendResult.Appended) return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        return content.Length == reply.Value.ContentBytes
            ? true
            : throw new IOException($"The store gave {content.Length} bytes of {reply.Value.ContentBytes}.");
    }

    private static Verdict NotNow(string evidence) =>
        new() { Disposition = Disposition.Defer, Reasons = [new Reason(ReasonCode.InspectionUnavailable, evidence)] };

    private static InspectRequest Question(HeldMessage message) => new()
    {
        Id = message.Id,
        ClientAddress = message.Origin.Client is { } client && IPEndPoint.TryParse(client, out var endPoint) ? endPoint.Address.ToString() : null,
        Helo = message.Origin.Helo,
        MailFrom = message.Envelope.ReversePath,
        Recipients = [.. message.Envelope.Recipients.Select(recipient => recipient.Address)],
        Account = message.Origin.Account,
    };

    /// <summary>The message as it came: without the Received header that was put on top when it was taken.</summary>
    internal static ReadOnlySequence<byte> WithoutOwnHeader(ReadOnlySequence<byte> content, string id)
    {
        var start = content.Slice(0, Math.Min(content.Length, MaxOwnHeaderBytes)).ToArray().AsSpan();
        if (!start.StartsWith("Received:"u8)) return content;
        for (var at = 0; at < start.Length;)
        {
            var end = start[at..].IndexOf("\r\n"u8);
            if (end < 0) return content;
            at += end + 2;
            if (at < start.Length && start[at] is (byte)' ' or (byte)'\t') continue;
            return start[..at].IndexOf(Encoding.ASCII.GetBytes($" id {id}")) >= 0 ? content.Slice(at) : content;
        }

        return content;
    }
}
