namespace Sekisho.Vault.Opening;

/// <summary>Asks for the index key of the mailbox of a live ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Device">The device it was given to; null when it was given to none.</param>
public sealed record IndexKeyRequest(string Ticket, string? Device = null);
