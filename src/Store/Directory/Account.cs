namespace Sekisho.Store.Directory;

/// <summary>A person's account.</summary>
/// <param name="Address">The address.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="CanLogIn">It has a password.</param>
public sealed record Account(string Address, string Tenant, bool CanLogIn);
