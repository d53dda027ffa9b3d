namespace Sekisho.Vault.Signing;

/// <summary>The public half of a DKIM key.</summary>
/// <param name="Name">The name in the DNS: selector._domainkey.domain.</param>
/// <param name="Value">The value of its TXT record (RFC 6376 §3.6.1).</param>
public sealed record DkimRecord(string Name, string Value);
