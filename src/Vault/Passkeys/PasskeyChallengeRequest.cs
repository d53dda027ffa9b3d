namespace Sekisho.Vault.Passkeys;

/// <summary>Asks for the challenge of a login. Without a name: nobody learns which accounts exist, or have passkeys.</summary>
/// <param name="Device">The device that asks: the answer is good from there only, and the ticket is bound to it.</param>
public sealed record PasskeyChallengeRequest(string? Device = null);
