namespace Sekisho.Store.Reports;

/// <summary>What others reported about one domain.</summary>
/// <param name="Kind">dmarc, failure or tls.</param>
/// <param name="Domain">The domain.</param>
/// <param name="Reports">How many reports.</param>
/// <param name="Count">How many messages or sessions are in them.</param>
/// <param name="Passed">How many of those passed, or succeeded.</param>
/// <param name="From">Where the first period begins, or null.</param>
/// <param name="To">Where the last one ends, or null.</param>
/// <param name="Unproven">Reports whose sender nobody proves.</param>
/// <param name="WithProblems">Reports that are not quite as they should be.</param>
public sealed record ReceivedDomain(string Kind, string Domain, long Reports, long Count, long Passed, DateTimeOffset? From, DateTimeOffset? To, long Unproven, long WithProblems);
