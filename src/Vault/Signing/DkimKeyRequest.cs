namespace Sekisho.Vault.Signing;

/// <summary>Makes or shows a DKIM key.</summary>
/// <param name="Domain">The domain; it belongs to a tenant.</param>
/// <param name="Selector">The selector; null to show all keys of the domain and make none.</param>
/// <param name="Algorithm">"rsa" (2048 bits) or "ed25519"; used when the selector is new.</param>
public sealed record DkimKeyRequest(string Domain, string? Selector, string Algorithm = "rsa");
