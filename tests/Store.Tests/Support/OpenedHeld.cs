using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Tests.Support;

/// <summary>A held message as the role deliver opens it.</summary>
internal sealed record OpenedHeld(HeldMessage Sealed, IReadOnlyList<MessageEnvelope> Envelopes, IReadOnlyList<MessageKeys> Keys)
{
    public string Id { get; init; } = Sealed.Id;

    public string Lease => Sealed.Lease;

    public int Attempts => Sealed.Attempts;

    public Origin Origin => Envelopes[0].Origin;

    public Envelope Envelope => Envelopes[0].ToEnvelope(Envelopes.SelectMany(envelope => envelope.Recipients).OrderBy(entry => entry.Ordinal));
}
