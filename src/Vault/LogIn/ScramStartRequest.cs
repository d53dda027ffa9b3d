namespace Sekisho.Vault.LogIn;

/// <summary>
/// Begins SCRAM-SHA-256 (RFC 5802, RFC 7677) for an address. An unknown address gets a challenge too, always the same
/// one, so that nobody learns who exists. The verifier never leaves the vault.
/// </summary>
/// <param name="Address">The user name of the client's first message.</param>
/// <param name="Client">The network address of the person; null when unknown.</param>
public sealed record ScramStartRequest(string Address, string? Client = null);
