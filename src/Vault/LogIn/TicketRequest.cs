namespace Sekisho.Vault.LogIn;

/// <summary>Names a ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Device">The device it was given to; null when it was given to none.</param>
public sealed record TicketRequest(string Ticket, string? Device = null);
