namespace Sekisho.Store.Directory;

/// <summary>Whether the login is good.</summary>
/// <param name="Account">The account, or null when it is not good: why is nobody's business.</param>
/// <param name="ServerSignature">SCRAM: the proof that the server knows the verifier, base64; null otherwise.</param>
public sealed record LogInReply(string? Account, string? ServerSignature = null);
