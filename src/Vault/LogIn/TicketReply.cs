namespace Sekisho.Vault.LogIn;

/// <summary>Whose ticket it is.</summary>
/// <param name="Account">The account's address; null when the ticket is not good (false, over, revoked, of another device or role).</param>
/// <param name="Tenant">The number of the account's tenant.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
public sealed record TicketReply(string? Account, long Tenant, DateTimeOffset? ExpiresAt);
