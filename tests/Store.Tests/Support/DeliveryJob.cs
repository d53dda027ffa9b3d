using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Tests.Support;

/// <summary>A leased job as the role deliver opens it.</summary>
internal sealed record DeliveryJob(SealedJob Sealed, MessageEnvelope Whole, MessageKeys Keys)
{
    public string Lease => Sealed.Lease;

    public string MessageId => Sealed.MessageId;

    public Envelope Envelope => Whole.ToEnvelope(Whole.Recipients.Where(entry => Sealed.Recipients.Contains(entry.Ordinal)));

    public OriginKind Origin => Whole.Origin.Kind;

    public Route Route => Sealed.Route.Kind == RouteKind.Mx
        ? Sealed.Route with { Destination = Envelope.Recipients[0].Address[(Envelope.Recipients[0].Address.LastIndexOf('@') + 1)..] }
        : Sealed.Route;

    public bool Expired => Sealed.Expired;

    public bool Lost => Sealed.Lost;

    public int Attempts => Sealed.Attempts;

    public DateTimeOffset AcceptedAt => Sealed.AcceptedAt;

    public long ContentBytes => Sealed.ContentBytes;

    public bool DelayNoticeDue => Sealed.DelayNoticeDue;

    public string? LastReply => DeliveryReply.Open(Keys.Envelope.Span, MessageId, Sealed.LastReply);

    /// <summary>The result of one recipient, by its place in this job.</summary>
    public RecipientResult Result(int index, DeliveryOutcome outcome, string reply, string? host) => new(
        Sealed.Recipients[index], outcome, reply, host, outcome == DeliveryOutcome.Deferred ? DeliveryReply.Seal(Keys.Envelope.Span, MessageId, reply) : null);
}
