namespace Sekisho.Vault.Erasure;

/// <summary>What came of an erasure.</summary>
/// <param name="EraseAt">When it will be done; null when it is done or was taken back.</param>
/// <param name="Certificate">The erasure certificate; null when it is not done yet.</param>
public sealed record EraseReply(DateTimeOffset? EraseAt, ErasureCertificate? Certificate);
