using Sekisho.Smtp.Envelopes;

namespace Sekisho.Store.Intake;

/// <summary>A message that waits for inspection, leased to the caller (its content follows when asked with <see cref="StoreCalls.ReadContent"/>).</summary>
/// <param name="Id">The message.</param>
/// <param name="Lease">Names this lease; only its holder can report.</param>
/// <param name="Envelope">The envelope.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Attempts">How often inspection failed so far.</param>
public sealed record HeldMessage(string Id, string Lease, Envelope Envelope, Origin Origin, int Attempts);
