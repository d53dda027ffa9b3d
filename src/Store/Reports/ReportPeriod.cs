using Sekisho.Inspect.Reports;

namespace Sekisho.Store.Reports;

/// <summary>What was seen of one domain in one period.</summary>
/// <param name="Kind">DMARC or TLS.</param>
/// <param name="Domain">The policy domain.</param>
/// <param name="Begin">Where the period begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Policy">The policy as last seen in it.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Count">How many messages or sessions are in them.</param>
/// <param name="LeftOut">How many are not, because there was no room.</param>
public sealed record ReportPeriod(ObservationKind Kind, string Domain, DateTimeOffset Begin, DateTimeOffset End, string Policy, long Rows, long Count, long LeftOut);
