using Sekisho.Store.Sealed;

namespace Sekisho.Store.Intake;

/// <summary>A message that waits for inspection, leased to the caller (its content follows when asked with <see cref="StoreCalls.ReadContent"/>).</summary>
/// <param name="Id">The message.</param>
/// <param name="Lease">Names this lease; only its holder can report.</param>
/// <param name="Envelopes">The envelopes, one for each tenant, with boxes sealed to a queue key.</param>
/// <param name="Attempts">How often inspection failed so far.</param>
public sealed record HeldMessage(string Id, string Lease, IReadOnlyList<SealedEnvelope> Envelopes, int Attempts);
