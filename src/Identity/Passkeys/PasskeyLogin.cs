namespace Sekisho.Identity.Passkeys;

/// <summary>The result of a login.</summary>
/// <param name="Status">Accepted, or why not.</param>
/// <param name="Passkey">What to store now (counter, backup), with <see cref="PasskeyStatus.Accepted"/> and <see cref="PasskeyStatus.CounterWentBack"/>.</param>
/// <param name="UserVerified">The authenticator knows who was there: it counts as two factors.</param>
/// <param name="SignCount">The counter that was shown; whoever stores it compares it once more with what is stored at that moment.</param>
public sealed record PasskeyLogin(PasskeyStatus Status, Passkey? Passkey = null, bool UserVerified = false, uint SignCount = 0);
