using Sekisho.Deliver.Leasing;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Contents;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;

namespace Sekisho.Deliver.Opening;

/// <summary>Makes of a leased job and its keys what is sent.</summary>
internal static class OpenJob
{
    /// <summary>The job and its content; null when the envelope is damaged. The keys belong to the job then.</summary>
    public static (DeliveryJob Job, OutboundContent Content)? Run(ICallClient calls, TimeProvider clock, SealedJob job, byte[]? inline, MessageKeys keys)
    {
        if (MessageEnvelope.Open(keys.Envelope.Span, job.MessageId, job.Envelope.Envelope) is not { } envelope) return null;
        var places = job.Recipients.ToHashSet();
        var entries = envelope.Recipients.Where(entry => places.Contains(entry.Ordinal)).ToList();
        if (entries.Count == 0) return null;
        var first = entries[0].Recipient.Address;
        var opened = new DeliveryJob
        {
            Lease = job.Lease,
            MessageId = job.MessageId,
            Envelope = envelope.ToEnvelope(entries),
            Ordinals = [.. entries.Select(entry => entry.Ordinal)],
            Origin = envelope.Origin.Kind,
            SenderIsForged = IsForged(envelope.Verdict.Facts),
            // The store knows the domain's tag only; all recipients of a job have the same domain.
            Route = job.Route.Kind == RouteKind.Mx ? job.Route with { Destination = first[(first.LastIndexOf('@') + 1)..] } : job.Route,
            ContentBytes = job.ContentBytes,
            AcceptedAt = job.AcceptedAt,
            Expired = job.Expired,
            Lost = job.Lost,
            LastReply = DeliveryReply.Open(keys.Envelope.Span, job.MessageId, job.LastReply),
            DelayNoticeDue = job.DelayNoticeDue,
            Keys = keys,
        };
        var content = inline is null ? null : OpenInline(job, inline, keys);
        return (opened, content is null ? new StoredContent(calls, opened, clock) : new MemoryContent(content));
    }

    /// <summary>SPF speaks for the reverse-path, which is where notices go; without its answer DMARC speaks for the author's domain.</summary>
    private static bool IsForged(FactSet facts)
    {
        var spf = facts.Values.GetValueOrDefault("auth.spf") as string;
        return spf is "fail" or "softfail" || (spf != "pass" && facts.Values.GetValueOrDefault("auth.dmarc") is "fail");
    }

    /// <summary>Null when it is damaged: reading it from the store will say so.</summary>
    private static byte[]? OpenInline(SealedJob job, byte[] inline, MessageKeys keys)
    {
        if (job.InlinePrefixBytes < 0 || job.InlinePrefixBytes > inline.Length) return null;
        var prefix = job.InlinePrefixBytes == 0 ? [] : ContentPrefix.Open(keys.Content.Span, job.MessageId, inline.AsSpan(0, job.InlinePrefixBytes));
        var content = SealedContentReader.Open(keys.Content.Span, inline.AsMemory(job.InlinePrefixBytes));
        return prefix is null || content is null ? null : prefix.Length == 0 ? content : [.. prefix, .. content];
    }
}
