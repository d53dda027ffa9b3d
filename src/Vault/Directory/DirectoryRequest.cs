namespace Sekisho.Vault.Directory;

/// <summary>Asks for a page of the directory.</summary>
/// <param name="After">Where the page before ended (its "next"); null for the first.</param>
/// <param name="Most">At most so many items, 1 to 1,000.</param>
/// <param name="Tenant">Only accounts of this tenant, by name; null for all.</param>
public sealed record DirectoryRequest(string? After = null, int Most = 1000, string? Tenant = null);
