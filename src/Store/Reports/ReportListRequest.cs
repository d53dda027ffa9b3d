namespace Sekisho.Store.Reports;

/// <summary>Asks for what there is in reports.</summary>
/// <param name="Domain">Only of this domain, or null.</param>
/// <param name="Days">Only what came in so many days.</param>
public sealed record ReportListRequest(string? Domain, int Days);
