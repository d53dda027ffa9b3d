namespace Sekisho.Vault.Sealed;

/// <summary>Opens the vault again.</summary>
/// <param name="RootKey">The root key as its file has it; null when the file is in its place.</param>
public sealed record UnsealRequest(string? RootKey = null);
