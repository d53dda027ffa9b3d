namespace Sekisho.Vault.Signing;

/// <summary>One signature.</summary>
/// <param name="Algorithm">"rsa-sha256" or "ed25519-sha256" (RFC 8463).</param>
/// <param name="Selector">The selector ("s=").</param>
/// <param name="Signature">The signature's bytes.</param>
public sealed record DkimSignature(string Algorithm, string Selector, byte[] Signature);
