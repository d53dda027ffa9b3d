namespace Sekisho.Vault.Directory;

/// <summary>Adds an account; changes what is given when it exists.</summary>
/// <param name="Address">The account's address; its domain belongs to a tenant.</param>
/// <param name="Password">The password, or null to leave it as it is (a new account then receives only).</param>
/// <param name="Right">What it may do; null to leave it as it is (user for a new one).</param>
/// <param name="Groups">The groups it belongs to; null to leave them as they are.</param>
public sealed record AddAccountRequest(string Address, string? Password, AccountRight? Right = null, IReadOnlyList<string>? Groups = null);
