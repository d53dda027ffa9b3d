namespace Sekisho.Store.Reports;

/// <summary>Asks for what others report about one domain.</summary>
/// <param name="Domain">The domain, in A-labels and lower case.</param>
/// <param name="Days">Only what came in so many days.</param>
/// <param name="WithUnproven">Also reports whose sender nobody proves: anybody may have written them.</param>
public sealed record ReportShowRequest(string Domain, int Days, bool WithUnproven);
