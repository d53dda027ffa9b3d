namespace Sekisho.Vault.Enrolment;

/// <summary>The new secrets, for the person's eyes, once.</summary>
/// <param name="Secrets">The address of the authenticator app (otpauth:), the recovery codes, the app password, or the code for a passkey; empty where nothing was made.</param>
public sealed record EnrolReply(IReadOnlyList<string> Secrets);
