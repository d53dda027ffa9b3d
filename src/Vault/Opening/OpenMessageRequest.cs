namespace Sekisho.Vault.Opening;

/// <summary>Asks for the key of one message of the mailbox of a live ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Device">The device it was given to; null when it was given to none.</param>
/// <param name="Box">The box, sealed to the content key of the ticket's mailbox.</param>
public sealed record OpenMessageRequest(string Ticket, string? Device, BoxItem Box);
