namespace Sekisho.Vault.Erasure;

/// <summary>
/// Shows that an erasure is in the ledger: the entry, and the proof (C2SP tlog-proof) that leads from it to a signed
/// checkpoint. Whoever knows the ledger's public key can check it without us.
/// </summary>
public sealed record ErasureCertificate
{
    /// <summary>"sekisho-erasure-certificate/v1".</summary>
    public required string Form { get; init; }

    /// <summary>The ledger's entry, exactly as it is in the log (JSON, UTF-8).</summary>
    public required string Entry { get; init; }

    /// <summary>The proof: index, hashes and checkpoint, as text.</summary>
    public required string Proof { get; init; }
}
