namespace Sekisho.Deliver.Reporting;

/// <summary>Sends the reports of all periods that are over, at once.</summary>
/// <param name="Domain">Only about this domain, or null.</param>
public sealed record SendReportsRequest(string? Domain);
