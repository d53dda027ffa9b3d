namespace Sekisho.Vault.Signing;

/// <summary>Asks for the signature over the hash of a message's signed header (RFC 6376 §3.7).</summary>
/// <param name="Domain">The signing domain ("d=").</param>
/// <param name="Hash">The SHA-256 hash, 32 bytes.</param>
/// <param name="Message">The message's identifier: for the record.</param>
public sealed record SignDkimRequest(string Domain, byte[] Hash, string Message);
