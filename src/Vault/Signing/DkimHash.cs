namespace Sekisho.Vault.Signing;

/// <summary>One hash to sign. Every key has a hash of its own: the selector is among what is signed (RFC 6376 §3.7).</summary>
/// <param name="Selector">The key's selector.</param>
/// <param name="Hash">The SHA-256 hash of the signed header, 32 bytes.</param>
public sealed record DkimHash(string Selector, byte[] Hash);
