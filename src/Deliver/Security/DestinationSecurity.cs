using Sekisho.MailAuth.MtaSts;

namespace Sekisho.Deliver.Security;

/// <summary>What is known of a destination as a whole before its hosts are looked at.</summary>
/// <param name="Domain">The domain of the recipients, as A-labels in lower case; null for a relay or an address literal: their sessions are counted for nobody.</param>
/// <param name="IsAuthenticated">The names of its hosts are proven by DNSSEC or come from the operator.</param>
/// <param name="Policy">Its MTA-STS policy, or null; of a relay the policy under its own name.</param>
internal sealed record DestinationSecurity(string? Domain, bool IsAuthenticated, StsPolicy? Policy);
