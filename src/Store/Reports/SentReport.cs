using Sekisho.Inspect.Reports;

namespace Sekisho.Store.Reports;

/// <summary>A report that was sent, or was not.</summary>
/// <param name="Kind">DMARC or TLS.</param>
/// <param name="Domain">The domain it is about.</param>
/// <param name="Begin">Where its period begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Recipient">To whom, an address or an https place; empty where to nobody.</param>
/// <param name="Part">Which part, from 1; 0 where to nobody.</param>
/// <param name="At">When.</param>
/// <param name="MessageId">The message (<c>sekisho trace</c>), or null.</param>
/// <param name="Outcome">queued, posted, or why not.</param>
public sealed record SentReport(ObservationKind Kind, string Domain, DateTimeOffset Begin, DateTimeOffset End, string Recipient, int Part, DateTimeOffset At, string? MessageId, string Outcome);
