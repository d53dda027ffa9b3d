using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Opening;
using Sekisho.Inspect;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Bytes;
using Sekisho.Kernel.Time;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Opening;
using Sekisho.Store.Sealed;

namespace Sekisho.Deliver.Reinspection;

/// <summary>
/// Inspects again what is held because it could not be inspected. It runs here because this role may open what waits, and the
/// one that faces the Internet may not; the store knows when each is due.
/// </summary>
internal sealed class HeldMessages(
    ICallClient calls, Inspection inspection, Disarming disarming, ByteBudget memory, string runId, string hostName, int most, TimeProvider clock, ILogger logger)
{
    private const double WaitSeconds = 30;
    private const int ReadBytes = 64 * 1024;
    private const int MaxOwnHeaderBytes = 4096;

    private static readonly Backoff Pause = new() { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(30) };

    private readonly OpenBoxes _open = new(calls);

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
        var keys = new List<MessageKeys>();
        try
        {
            var envelopes = await OpenAsync(message, keys, cancellation);
            if (envelopes.Count == 0) return;
            using var content = new SegmentedBuffer(InspectCalls.Message.MaxContentBytes, memory);
            var verdict = await ReadAsync(message, keys[0], content, cancellation)
                ? await inspection.InspectAsync(Question(message.Id, envelopes), WithoutOwnHeader(content.AsSequence(), message.Id), cancellation)
                : NotNow("no memory");
            if (verdict.Disposition == Disposition.Disarm) verdict = await DisarmAsync(message.Id, envelopes, verdict, content.AsSequence(), cancellation);
            var report = Report(message, envelopes, keys, verdict, content.AsSequence());
            await calls.SendAsync(StoreCalls.Reinspected, report, default, cancellation);
            Log.Reinspected(logger, message.Id, report.Disposition);
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
        finally
        {
            foreach (var key in keys) key.Dispose();
        }
    }

    /// <summary>
    /// Stores the rebuilt message before the original is reported: what ends in between leaves the original held, and the next
    /// inspection stores the same message again, which is once.
    /// </summary>
    private async ValueTask<Verdict> DisarmAsync(
        string id, List<(long Tenant, MessageEnvelope Envelope)> envelopes, Verdict verdict, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        var rebuild = new RebuiltMessage(calls, disarming, hostName);
        return await rebuild.StoreAsync(id, envelopes, verdict, content, WithoutOwnHeader(content, id), cancellation);
    }

    /// <summary>The envelopes that open, each with its keys at the same place.</summary>
    private async Task<List<(long Tenant, MessageEnvelope Envelope)>> OpenAsync(HeldMessage message, List<MessageKeys> keys, CancellationToken cancellation)
    {
        var envelopes = new List<(long, MessageEnvelope)>();
        var opened = await _open.RunAsync(message.Lease, message.Envelopes, cancellation);
        for (var i = 0; i < opened.Count; i++)
        {
            if (opened[i].Keys is not { } key)
            {
                Log.JobNotOpened(logger, message.Id, opened[i].Problem ?? "");
            }
            else if (MessageEnvelope.Open(key.Envelope.Span, message.Id, message.Envelopes[i].Envelope) is { } envelope)
            {
                keys.Add(key);
                envelopes.Add((message.Envelopes[i].Tenant, envelope));
            }
            else
            {
                key.Dispose();
                Log.JobNotOpened(logger, message.Id, "the envelope is damaged");
            }
        }

        return envelopes;
    }

    private ReinspectedRequest Report(HeldMessage message, List<(long Tenant, MessageEnvelope Envelope)> envelopes, List<MessageKeys> keys, Verdict verdict, ReadOnlySequence<byte> content)
    {
        var change = ChangeOf(message.Id, verdict, content);
        var bytes = change?.ToBytes() ?? [];
        if (bytes.Length > ReinspectedRequest.LongestPrefix)
        {
            // Nobody gets the message with a false field in it: a person decides.
            verdict = verdict with { Disposition = Disposition.Quarantine };
            (change, bytes) = (null, []);
        }

        // What it says about the bytes is done here, and means nothing to whoever reads the envelope.
        var (observation, reports, words, sender) = (verdict.Observation, verdict.Reports, verdict.Words, verdict.Facts.Values.GetValueOrDefault("from.address") as string);
        verdict = verdict with { AuthenticationResults = null, Remove = null, Observation = null, Reports = null, Words = null };
        var subject = Inspection.Subject(verdict) ?? envelopes[0].Envelope.Subject;
        return new ReinspectedRequest
        {
            Id = message.Id,
            Lease = message.Lease,
            Disposition = verdict.Disposition,
            MayBeItsFault = verdict.Reasons.Any(reason => reason.Code is ReasonCode.InspectionCrashed or ReasonCode.InspectionTimeout),
            DisarmedAs = verdict.DisarmedAs,
            Why = DescribeVerdict.InWords(verdict),
            Observation = observation,
            Reports = reports,
            Words = words,
            Sender = sender ?? envelopes[0].Envelope.ReversePath,
            Envelopes =
            [
                .. envelopes.Select((each, i) => new ReinspectedEnvelope(
                    each.Tenant, (each.Envelope with { Verdict = verdict, Subject = subject }).Seal(keys[i].Envelope.Span, message.Id))),
            ],
            Summary = new MailboxSummary(envelopes[0].Envelope.ReversePath, subject),
            Prefix = bytes.Length > 0 ? ContentPrefix.Seal(keys[0].Content.Span, message.Id, change!) : null,
            PrefixBytes = bytes.Length,
            AddedBytes = bytes.Length > 0 ? change!.AddedBytes : 0,
        };
    }

    /// <summary>Our headers on top, and the fields out that claim to be ours; counted from the start of what is stored, our own Received included.</summary>
    private ContentChange? ChangeOf(string id, Verdict verdict, ReadOnlySequence<byte> content)
    {
        if (verdict.Disposition == Disposition.Defer) return null;
        var headers = Encoding.UTF8.GetBytes(OwnResults.Field(verdict) + VerdictHeader.Write(hostName, id, verdict));
        var inspected = WithoutOwnHeader(content, id);
        var own = (int)(content.Length - inspected.Length);
        return new ContentChange(headers, [.. OwnResults.Removed(verdict, inspected.Length).Select(range => range with { Offset = range.Offset + own })]);
    }

    private async Task<bool> ReadAsync(HeldMessage message, MessageKeys keys, SegmentedBuffer content, CancellationToken cancellation)
    {
        await using var reply = await calls.OpenAsync(StoreCalls.ReadContent, new ByIdRequest(message.Lease), cancellation);
        await using var plain = await OpenContent.WithKeyAsync(message.Id, keys.Content, reply.Value.PrefixBytes, reply.Content, cancellation);
        var array = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await plain.ReadAsync(array, cancellation) is > 0 and var read)
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

    private static InspectRequest Question(string id, List<(long Tenant, MessageEnvelope Envelope)> envelopes)
    {
        var first = envelopes[0].Envelope;
        return new InspectRequest
        {
            Id = id,
            ClientAddress = first.Origin.Client is { } client && IPEndPoint.TryParse(client, out var endPoint) ? endPoint.Address.ToString() : null,
            Helo = first.Origin.Helo,
            MailFrom = first.ReversePath,
            Recipients = [.. envelopes.SelectMany(each => each.Envelope.Recipients).OrderBy(entry => entry.Ordinal).Select(entry => entry.Recipient.Address)],
            Account = first.Origin.Account,
            IsTaken = true,
        };
    }

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
