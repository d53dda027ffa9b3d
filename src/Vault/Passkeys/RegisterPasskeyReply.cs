namespace Sekisho.Vault.Passkeys;

/// <summary>What came of a registration.</summary>
/// <param name="Result">What.</param>
/// <param name="Passkey">The passkey; null unless registered.</param>
public sealed record RegisterPasskeyReply(PasskeyResult Result, PasskeyItem? Passkey = null);
