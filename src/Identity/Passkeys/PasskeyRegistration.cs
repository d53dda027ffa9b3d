namespace Sekisho.Identity.Passkeys;

/// <summary>The result of a registration.</summary>
/// <param name="Status">Accepted, or why not.</param>
/// <param name="Passkey">What to store, where accepted; refuse it when the store has the credential's identifier already (WebAuthn level 3 §7.1 step 26).</param>
public sealed record PasskeyRegistration(PasskeyStatus Status, Passkey? Passkey = null);
