namespace Sekisho.Vault.Sealed;

/// <summary>Wipes every key from the vault's memory. Mail is still received; nothing is read, sent on or logged into.</summary>
/// <param name="Stay">Also after a restart, until it is opened again.</param>
public sealed record SealRequest(bool Stay = true);
