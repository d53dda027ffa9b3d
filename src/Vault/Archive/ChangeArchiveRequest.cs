namespace Sekisho.Vault.Archive;

/// <summary>Holds, releases or destroys one month of an archive.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Month">The month, such as 202411.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeArchiveRequest(string Tenant, long Month, ArchiveAction Action, ArchiveReason Reason);
