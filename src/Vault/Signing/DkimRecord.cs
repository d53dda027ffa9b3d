namespace Sekisho.Vault.Signing;

/// <summary>The public half of a DKIM key.</summary>
/// <param name="Name">The name in the DNS: selector._domainkey.domain.</param>
/// <param name="Value">The value of its TXT record (RFC 6376 §3.6.1).</param>
/// <param name="Selector">The selector.</param>
/// <param name="Algorithm">"rsa" or "ed25519".</param>
/// <param name="State">Whether it signs.</param>
public sealed record DkimRecord(string Name, string Value, string Selector, string Algorithm, DkimKeyState State);
