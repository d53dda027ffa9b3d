namespace Sekisho.Vault.LogIn;

/// <summary>What the server's first message needs.</summary>
/// <param name="Salt">The salt, base64.</param>
/// <param name="Iterations">The iteration count.</param>
public sealed record ScramStartReply(string Salt, int Iterations);
