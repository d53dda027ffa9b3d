namespace Sekisho.Identity.Passwords;

/// <summary>The result of making a verifier.</summary>
/// <param name="Verifier">The verifier; null where there is none.</param>
/// <param name="Busy">There is none because too many derivations run at once; otherwise none means that the text cannot be a password.</param>
public sealed record NewPassword(PasswordVerifier? Verifier, bool Busy = false);
