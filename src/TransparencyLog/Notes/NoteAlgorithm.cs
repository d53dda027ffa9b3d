namespace Sekisho.TransparencyLog.Notes;

/// <summary>How a note is signed: the type byte of C2SP signed-note.</summary>
public enum NoteAlgorithm
{
    /// <summary>Ed25519 over the text.</summary>
    Ed25519 = 0x01,

    /// <summary>ECDSA over the text's SHA-256, here on NIST P-256; the signature in DER.</summary>
    EcdsaP256 = 0x02,

    /// <summary>A witness's Ed25519 with its time (C2SP tlog-cosignature, cosignature/v1).</summary>
    CosignatureV1 = 0x04,
}
