namespace Sekisho.Smtp.Server;

/// <summary>What the server's first message of SCRAM needs (RFC 5802 §5.1).</summary>
/// <param name="Salt">The salt, base64.</param>
/// <param name="Iterations">The iteration count.</param>
public sealed record ScramChallenge(string Salt, int Iterations);
