namespace Sekisho.Vault.Passkeys;

/// <summary>Asks what a browser needs to make a passkey for the account of a live ticket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Device">The device that the ticket was given to; the answer is good from there only.</param>
public sealed record PasskeyOfferRequest(string Ticket, string? Device = null);
