namespace Sekisho.MailAuth.Results;

/// <summary>An Authentication-Results field (RFC 8601 §2.2).</summary>
/// <param name="AuthServId">Who says it, quoting removed.</param>
/// <param name="Results">What was found; empty for "none".</param>
public sealed record AuthenticationResults(string AuthServId, IReadOnlyList<MethodResult> Results);
