namespace Sekisho.Store.Directory;

/// <summary>Adds an account; replaces its password when it exists.</summary>
/// <param name="Address">The account's address; its domain belongs to a tenant.</param>
/// <param name="Password">The password, or null for an account that receives only.</param>
public sealed record AddAccountRequest(string Address, string? Password);
