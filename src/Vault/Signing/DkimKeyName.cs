namespace Sekisho.Vault.Signing;

/// <summary>A key that signs.</summary>
/// <param name="Algorithm">"rsa-sha256" or "ed25519-sha256" (RFC 8463).</param>
/// <param name="Selector">The selector ("s=").</param>
public sealed record DkimKeyName(string Algorithm, string Selector);
