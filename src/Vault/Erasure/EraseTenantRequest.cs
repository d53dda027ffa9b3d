namespace Sekisho.Vault.Erasure;

/// <summary>Ends a contract.</summary>
/// <param name="Name">The tenant.</param>
/// <param name="Now">Without the configured grace.</param>
/// <param name="Cancel">Takes an erasure back that has not begun.</param>
public sealed record EraseTenantRequest(string Name, bool Now = false, bool Cancel = false);
