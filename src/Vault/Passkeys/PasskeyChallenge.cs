namespace Sekisho.Vault.Passkeys;

/// <summary>What <c>navigator.credentials.get</c> needs (WebAuthn level 3 §5.5). Ask for user verification; the list of credentials stays empty.</summary>
/// <param name="Challenge">Good once and for five minutes.</param>
/// <param name="Domain">The domain that passkeys belong to (RP ID).</param>
public sealed record PasskeyChallenge(byte[] Challenge, string Domain);
