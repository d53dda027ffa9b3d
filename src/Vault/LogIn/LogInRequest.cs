namespace Sekisho.Vault.LogIn;

/// <summary>Checks a password (SASL PLAIN and LOGIN, and the form of a browser).</summary>
/// <param name="Address">The account's address as the person wrote it.</param>
/// <param name="Password">The password, or an app password where <paramref name="Door"/> takes them.</param>
/// <param name="Door">Which door the person stands at.</param>
/// <param name="Client">The network address of the person, for throttling and the record; null when unknown.</param>
/// <param name="Code">The second factor: a TOTP code or a recovery code; null for none yet.</param>
/// <param name="Device">What the ticket is bound to: a random value that the door keeps with the person's device; null for none.</param>
public sealed record LogInRequest(
    string Address, string Password, LogInDoor Door = LogInDoor.Submission, string? Client = null, string? Code = null, string? Device = null);
