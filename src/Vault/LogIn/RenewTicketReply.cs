namespace Sekisho.Vault.LogIn;

/// <summary>A ticket in the place of one that will end soon.</summary>
/// <param name="Ticket">The new ticket; null when the old one is not good, or the login was too long ago: log in again.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
public sealed record RenewTicketReply(string? Ticket, DateTimeOffset? ExpiresAt = null);
