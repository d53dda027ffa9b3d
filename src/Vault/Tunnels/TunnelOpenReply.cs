namespace Sekisho.Vault.Tunnels;

/// <summary>A connection, or why there is none.</summary>
/// <param name="Tunnel">Its identifier; null for none.</param>
/// <param name="Problem">Why there is none, in words; null where there is one.</param>
public sealed record TunnelOpenReply(string? Tunnel, string? Problem = null);
