namespace Sekisho.Vault.LogIn;

/// <summary>Gives the account of a live ticket another password. All its tickets end: the person logs in again.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="OldPassword">The password as it is.</param>
/// <param name="NewPassword">The new one; a weak or leaked one is refused with the reason.</param>
/// <param name="Client">The network address of the person; null when unknown.</param>
/// <param name="Device">The device that the ticket was given to.</param>
public sealed record ChangePasswordRequest(string Ticket, string OldPassword, string NewPassword, string? Client = null, string? Device = null);
