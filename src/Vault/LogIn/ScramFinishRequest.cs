namespace Sekisho.Vault.LogIn;

/// <summary>Ends SCRAM-SHA-256: checks the client's proof.</summary>
/// <param name="Address">The user name.</param>
/// <param name="AuthMessage">The AuthMessage of RFC 5802 §3.</param>
/// <param name="ClientProof">The proof, base64.</param>
/// <param name="Client">The network address of the person; null when unknown.</param>
public sealed record ScramFinishRequest(string Address, string AuthMessage, string ClientProof, string? Client = null);
