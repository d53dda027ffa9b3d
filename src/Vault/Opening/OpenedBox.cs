namespace Sekisho.Vault.Opening;

/// <summary>What opens one box.</summary>
/// <param name="Key">The box key, 32 bytes; null when there is none: the key is destroyed, or is not one that this call may use.</param>
/// <param name="Problem">Why there is none, in words for the log; null otherwise.</param>
public sealed record OpenedBox(byte[]? Key, string? Problem = null);
