namespace Sekisho.Vault.Credentials;

/// <summary>Uses a sealed password once, in a form from which it cannot be had: as the client's side of SCRAM-SHA-256.</summary>
/// <param name="Id">The credential.</param>
/// <param name="Purpose">What for, for the record: 1 to 64 of a–z, 0–9, '.', '-'.</param>
/// <param name="Salt">The salt of the server's first message (RFC 5802 §5.1).</param>
/// <param name="Iterations">Its iteration count: 4,096 to 10,000,000.</param>
/// <param name="AuthMessage">The AuthMessage of RFC 5802 §3.</param>
/// <param name="Host">The relay's name, by which its certificate was checked: a relay of the credential's tenant there has to name it.</param>
public sealed record UseCredentialRequest(string Id, string Purpose, byte[] Salt, int Iterations, string AuthMessage, string Host);
