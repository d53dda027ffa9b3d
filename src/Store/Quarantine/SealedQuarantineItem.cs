namespace Sekisho.Store.Quarantine;

/// <summary>One message in quarantine.</summary>
/// <param name="Id">The message.</param>
/// <param name="ContentBytes">The size of the content, in bytes.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="Envelopes">Its envelopes, one for each tenant.</param>
public sealed record SealedQuarantineItem(string Id, long ContentBytes, DateTimeOffset AcceptedAt, IReadOnlyList<Sealed.SealedEnvelope> Envelopes);
