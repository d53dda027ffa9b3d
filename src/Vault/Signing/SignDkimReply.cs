namespace Sekisho.Vault.Signing;

/// <summary>The signatures of all keys of the domain; none when it has no key.</summary>
/// <param name="Signatures">One for each active selector.</param>
public sealed record SignDkimReply(IReadOnlyList<DkimSignature> Signatures);
