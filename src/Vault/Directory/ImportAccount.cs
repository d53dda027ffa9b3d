namespace Sekisho.Vault.Directory;

/// <summary>One account of an import.</summary>
public sealed record ImportAccount
{
    /// <summary>The account's address; its domain belongs to a tenant.</summary>
    public required string Address { get; init; }

    /// <summary>A SCRAM-SHA-256 verifier from another system, "SCRAM-SHA-256$iterations:salt$storedKey:serverKey" (RFC 5803); null for an account that receives only.</summary>
    public string? Verifier { get; init; }

    /// <summary>What it may do.</summary>
    public AccountRight Right { get; init; } = AccountRight.User;

    /// <summary>The groups it belongs to, by name.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
}
