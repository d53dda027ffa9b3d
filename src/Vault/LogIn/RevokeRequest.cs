namespace Sekisho.Vault.LogIn;

/// <summary>Ends tickets: one, or all of an account.</summary>
/// <param name="Ticket">The one ticket; null for all of <paramref name="Account"/>.</param>
/// <param name="Account">The account whose tickets all end; for who may revoke sessions there.</param>
public sealed record RevokeRequest(string? Ticket, string? Account = null);
