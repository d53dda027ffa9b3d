namespace Sekisho.Vault.Credentials;

/// <summary>With what to log in at a relay: no secret.</summary>
/// <param name="Kind">What is sealed: a password is proven (SCRAM), a refresh token makes access tokens.</param>
/// <param name="User">The user name there; of a refresh token the mailbox or address that the service knows.</param>
/// <param name="MayGivePassword">The route permits that the password itself is said where the relay offers nothing better.</param>
public sealed record RelayLogInReply(CredentialKind Kind, string User, bool MayGivePassword);
