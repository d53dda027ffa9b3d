using System.Buffers;
using System.Text;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Sealed;

namespace Sekisho.Deliver.Reinspection;

/// <summary>Stores the message that is delivered in place of a held one that is to be disarmed.</summary>
internal sealed class RebuiltMessage(ICallClient calls, Disarming disarming, string hostName)
{
    /// <summary>Disarms and stores.</summary>
    /// <param name="id">The held message, which becomes the original in quarantine.</param>
    /// <param name="envelopes">Its envelopes, one for each tenant.</param>
    /// <param name="verdict">Disarm.</param>
    /// <param name="content">The message as it is stored, with the Received field that we put on top.</param>
    /// <param name="inspected">The message as it came: the end of <paramref name="content"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The verdict for the held message.</returns>
    /// <exception cref="CallException">The store did not take it.</exception>
    public async ValueTask<Verdict> StoreAsync(
        string id, List<(long Tenant, MessageEnvelope Envelope)> envelopes, Verdict verdict, ReadOnlySequence<byte> content, ReadOnlySequence<byte> inspected, CancellationToken cancellation)
    {
        using var outcome = await disarming.RunAsync(id, verdict, Without(inspected, OwnResults.Removed(verdict, inspected.Length)), cancellation);
        if (outcome.Content is null) return outcome.Verdict;
        var rebuilt = outcome.OfRebuilt(id);
        var own = Disarming.IdOf(id);
        var first = envelopes[0].Envelope;
        var request = new AcceptRequest
        {
            Id = own,
            Envelope = first.ToEnvelope(envelopes.SelectMany(each => each.Envelope.Recipients).OrderBy(entry => entry.Ordinal)),
            Verdict = rebuilt with { AuthenticationResults = null, Remove = null },
            Origin = first.Origin,
            Subject = Inspection.Subject(verdict) ?? first.Subject,
        };
        var headers = Encoding.UTF8.GetBytes(OwnResults.Field(rebuilt) + VerdictHeader.Write(hostName, own, rebuilt));
        var received = content.Slice(0, content.Length - inspected.Length).ToArray();
        await calls.SendAsync(StoreCalls.Accept, request, new ReadOnlySequence<byte>([.. headers, .. received, .. outcome.Content.AsSequence().ToArray()]), cancellation);
        return outcome.OfOriginal(id);
    }

    private static ReadOnlySequence<byte> Without(ReadOnlySequence<byte> message, IReadOnlyList<ContentRange> ranges)
    {
        if (ranges.Count == 0) return message;
        var result = new ArrayBufferWriter<byte>((int)message.Length);
        var at = 0L;
        foreach (var range in ranges)
        {
            foreach (var memory in message.Slice(at, range.Offset - at)) result.Write(memory.Span);
            at = (long)range.Offset + range.Length;
        }

        foreach (var memory in message.Slice(at)) result.Write(memory.Span);
        return new ReadOnlySequence<byte>(result.WrittenMemory);
    }
}
