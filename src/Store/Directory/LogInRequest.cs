namespace Sekisho.Store.Directory;

/// <summary>Checks a password (SASL PLAIN and LOGIN).</summary>
public sealed record LogInRequest(string Address, string Password);
