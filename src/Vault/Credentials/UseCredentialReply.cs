namespace Sekisho.Vault.Credentials;

/// <summary>The client's side of one SCRAM exchange; worthless for any other.</summary>
/// <param name="ClientProof">The proof (RFC 5802 §3).</param>
/// <param name="ServerSignature">What the server must answer.</param>
public sealed record UseCredentialReply(byte[] ClientProof, byte[] ServerSignature);
