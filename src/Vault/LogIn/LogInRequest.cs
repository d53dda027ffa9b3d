namespace Sekisho.Vault.LogIn;

/// <summary>
/// Checks a password (SASL PLAIN and LOGIN, or the form of a browser). What it is good for depends on who asks: for <c>mx</c> it
/// opens the submission of mail and may be an app password, and there is no ticket; for <c>web</c> and the command line it gives a ticket, which that door alone may present.
/// </summary>
/// <param name="Address">The account's address as the person wrote it.</param>
/// <param name="Password">The password.</param>
/// <param name="Client">The network address of the person, for throttling and the record; null when unknown.</param>
/// <param name="Code">The second factor: a TOTP code or a recovery code; null for none yet.</param>
/// <param name="Device">What the ticket is bound to: a random value that the door keeps with the person's device; null for none.</param>
/// <param name="KnownDevice">What an earlier login has given to this device (<see cref="LogInReply.KnownDevice"/>): failures of strangers do not slow it down. Null for none.</param>
public sealed record LogInRequest(string Address, string Password, string? Client = null, string? Code = null, string? Device = null, string? KnownDevice = null);
