namespace Sekisho.Vault.Signing;

/// <summary>The records that belong into the DNS.</summary>
/// <param name="Records">One for each key.</param>
public sealed record DkimKeyReply(IReadOnlyList<DkimRecord> Records);
