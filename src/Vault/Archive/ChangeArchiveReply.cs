using Sekisho.Vault.Erasure;

namespace Sekisho.Vault.Archive;

/// <summary>What came of it.</summary>
/// <param name="Certificate">Of a month that was destroyed: the certificate; null otherwise.</param>
public sealed record ChangeArchiveReply(ErasureCertificate? Certificate = null);
