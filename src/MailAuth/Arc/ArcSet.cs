namespace Sekisho.MailAuth.Arc;

/// <summary>What one sealer added (RFC 8617 §4.2).</summary>
/// <param name="Instance">Its number, from 1.</param>
/// <param name="Domain">The sealer's domain (d= of the seal), in A-labels and lower case.</param>
/// <param name="Selector">The selector of the seal.</param>
/// <param name="ChainValue">cv= of the seal: none, pass or fail.</param>
/// <param name="AuthenticationResults">The payload of its ARC-Authentication-Results, unfolded. Worth as much as the sealer, and only where the chain passes.</param>
public sealed record ArcSet(int Instance, string Domain, string Selector, string ChainValue, string AuthenticationResults);
