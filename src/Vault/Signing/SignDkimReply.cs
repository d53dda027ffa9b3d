namespace Sekisho.Vault.Signing;

/// <summary>The signatures.</summary>
/// <param name="Keys">The keys of the domain that sign now, RSA first; none when it has no key, or not for this sender.</param>
/// <param name="Signatures">One for each hash whose key signs, in the order of the hashes: a key that was retired meanwhile is left out.</param>
public sealed record SignDkimReply(IReadOnlyList<DkimKeyName> Keys, IReadOnlyList<DkimSignature> Signatures);
