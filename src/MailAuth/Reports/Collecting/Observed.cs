namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>
/// One thing seen that its domain's owner wants to hear of: a message under a DMARC policy, a session under a TLS policy. Things
/// that are alike have the same row, and are counted by whoever keeps them.
/// </summary>
/// <param name="Domain">The policy domain, in A-labels and lower case.</param>
/// <param name="Policy">The DMARC record as published; empty for TLS, whose rows name their policy.</param>
/// <param name="Row">What was seen, as JSON of a fixed form: whoever keeps it need not read it.</param>
public sealed record Observed(string Domain, string Policy, string Row);
