namespace Sekisho.Vault.Opening;

/// <summary>The index key of a mailbox: opens its summaries and makes its search tokens, but no message.</summary>
/// <param name="KeyId">The key's identifier, as boxes name it.</param>
/// <param name="PrivateKey">The private key, 32 bytes (P-256 scalar).</param>
/// <param name="ExpiresAt">Until when the lease holds; the caller wipes the key then.</param>
public sealed record IndexKeyReply(string KeyId, byte[] PrivateKey, DateTimeOffset ExpiresAt);
