namespace Sekisho.Smtp.Client.Sasl;

/// <summary>Proves a password that the SMTP client does not have (RFC 5802 §3).</summary>
/// <param name="salt">The server's salt.</param>
/// <param name="iterations">Its iteration count.</param>
/// <param name="authMessage">The AuthMessage.</param>
/// <param name="cancellation">Ends the wait.</param>
/// <returns>The client's proof, and what the server must answer.</returns>
public delegate ValueTask<(byte[] Proof, byte[] ServerSignature)> ScramProver(byte[] salt, int iterations, string authMessage, CancellationToken cancellation);
