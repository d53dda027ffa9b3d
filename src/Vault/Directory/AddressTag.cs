namespace Sekisho.Vault.Directory;

/// <summary>What stands for an address where the store must not know it.</summary>
/// <param name="Tag">The tag of the address.</param>
/// <param name="Tenant">The number of the address's tenant; 0 for somebody else's.</param>
/// <param name="Account">The number of its account; 0 for none.</param>
/// <param name="Address">The account's canonical address; null for none.</param>
public sealed record AddressTag(byte[] Tag, long Tenant, long Account, string? Address);
