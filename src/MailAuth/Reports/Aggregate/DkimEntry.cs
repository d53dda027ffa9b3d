namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>What a DKIM signature gave (RFC 9990 §3.1.1.12).</summary>
/// <param name="Domain">d=.</param>
/// <param name="Selector">s=; null where the report leaves it out, as RFC 7489 allows.</param>
/// <param name="Result">A result word of RFC 8601 §2.7.1.</param>
/// <param name="Comment">human_result, or null.</param>
public sealed record DkimEntry(string Domain, string? Selector, string Result, string? Comment = null);
