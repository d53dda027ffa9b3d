namespace Sekisho.Vault.Signing;

/// <summary>Changes or shows the DKIM keys of a domain.</summary>
/// <param name="Domain">The domain; it belongs to a tenant.</param>
/// <param name="Selector">The selector; null to show all keys of the domain and change none.</param>
/// <param name="Algorithm">"rsa" (2048 bits) or "ed25519"; used when a key is made.</param>
/// <param name="Change">What becomes of the key.</param>
public sealed record DkimKeyRequest(string Domain, string? Selector, string Algorithm = "rsa", DkimKeyChange Change = DkimKeyChange.Make);
