using System.Text;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sealing.Secrets;
using Sekisho.Store.Intake;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Opening;

/// <summary>Opens a trace in the process of who asked for it, and puts names to the places in it.</summary>
public static class OpenTrace
{
    /// <summary>The whole way of a message.</summary>
    public static async ValueTask<MessageTrace> RunAsync(SealedTrace trace, IBoxOpener opener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(opener);
        using var opened = await OpenedEnvelopes.OpenAsync(trace.Envelopes, opener, cancellation).ConfigureAwait(false);
        var envelopes = opened.AllOf(trace.Id).ToList();
        var recipients = envelopes.SelectMany(envelope => envelope.Recipients).OrderBy(entry => entry.Ordinal).ToList();
        var first = envelopes.FirstOrDefault() ?? new MessageEnvelope
        {
            ReversePath = OpenLists.NotReadable,
            Recipients = [],
            Origin = new Origin { Kind = OriginKind.Relay },
            Verdict = new Verdict { Disposition = Disposition.Accept },
        };
        return new MessageTrace
        {
            Id = trace.Id,
            Envelope = first.ToEnvelope(recipients),
            Origin = first.Origin,
            Verdict = first.Verdict,
            DisarmedAs = first.Verdict.DisarmedAs,
            DisarmedFrom = first.Verdict.DisarmedFrom,
            Subject = first.Subject,
            ContentBytes = trace.ContentBytes,
            Events = await EventsAsync(trace, first, recipients, opener, cancellation).ConfigureAwait(false),
        };
    }

    /// <summary>Where a message comes from, for people.</summary>
    internal static string Describe(Origin origin) => origin.Kind switch
    {
        OriginKind.Submission => $"submitted by {origin.Account} from {origin.Client}",
        OriginKind.System => "made here",
        _ => $"from {origin.Client} ({origin.Helo})",
    };

    private static async ValueTask<IReadOnlyList<TraceEvent>> EventsAsync(
        SealedTrace trace, MessageEnvelope envelope, List<EnvelopeEntry> recipients, IBoxOpener opener, CancellationToken cancellation)
    {
        var boxes = trace.Events.Where(step => step.Detail is not null).Select(step => new BoxToOpen(trace.Id, BoxContext.OfEvent(trace.Id), step.Detail!)).ToList();
        var opened = boxes.Count == 0 ? [] : await opener.OpenEnvelopesAsync(boxes, cancellation).ConfigureAwait(false);
        var events = new List<TraceEvent>(trace.Events.Count);
        var next = 0;
        foreach (var step in trace.Events)
        {
            var detail = step.Detail is null ? null : Text(opened[next++]);
            var recipient = recipients.FirstOrDefault(entry => entry.Ordinal == step.Recipient)?.Recipient.Address;
            events.Add(Event(step, detail, recipient, envelope));
        }

        return events;
    }

    private static TraceEvent Event(SealedTraceEvent step, string? detail, string? recipient, MessageEnvelope envelope)
    {
        var words = step.Words;
        switch (step.What)
        {
            case "accepted" or "refused" when words.Length == 0:
                words = envelope.Why.Length == 0 ? Describe(envelope.Origin) : $"{Describe(envelope.Origin)}; {envelope.Why}";
                break;
            case "held" or "quarantined" when words.Length == 0 && detail is null:
                words = envelope.Why;
                break;
            case "notice" when recipient is null && words.Length == Kernel.Ids.TimeOrderedId.Length:
                words = $"{words} to {envelope.ReversePath}";
                break;
            case "queued":
                var several = words.EndsWith(" recipients", StringComparison.Ordinal);
                if (words.StartsWith("mx", StringComparison.Ordinal)) words = $"mx {OpenLists.DomainOf(recipient ?? OpenLists.NotReadable)}{words[2..]}";
                if (several) recipient = null;
                break;
        }

        var all = detail is null ? words : words.Length == 0 ? detail : $"{words}; {detail}";
        return new TraceEvent(step.At, step.What, recipient, all);
    }

    private static string Text(SecretBytes? secret)
    {
        if (secret is null) return OpenLists.NotReadable;
        using (secret) return Encoding.UTF8.GetString(secret.Span);
    }
}
