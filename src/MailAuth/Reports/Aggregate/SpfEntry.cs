namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>What SPF gave (RFC 9990 §3.1.1.13).</summary>
/// <param name="Domain">The domain that was checked.</param>
/// <param name="Scope">mfrom; of RFC 7489 also helo; null where the report leaves it out.</param>
/// <param name="Result">A result word of RFC 8601 §2.7.2.</param>
/// <param name="Comment">human_result, or null.</param>
public sealed record SpfEntry(string Domain, string? Scope, string Result, string? Comment = null);
