namespace Sekisho.Deliver.TlsResults;

/// <summary>Says that a domain's report of one day has been sent: its counts go.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="Domain">The domain, as the counts have it.</param>
public sealed record TlsResultsDoneRequest(DateOnly Day, string Domain);
