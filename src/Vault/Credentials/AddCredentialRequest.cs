namespace Sekisho.Vault.Credentials;

/// <summary>Seals a credential of somebody else's service. It is used, and never given out again.</summary>
public sealed record AddCredentialRequest
{
    /// <summary>Whose it is: an account's address or a tenant's name.</summary>
    public required string Owner { get; init; }

    /// <summary>What kind of secret.</summary>
    public required CredentialKind Kind { get; init; }

    /// <summary>Where it opens something: a host, or the address of a token endpoint.</summary>
    public required string Service { get; init; }

    /// <summary>The user name or client identifier there.</summary>
    public required string User { get; init; }

    /// <summary>The secret: a password, or a refresh token.</summary>
    public required string Secret { get; init; }

    /// <summary>With a refresh token: the secret of the client itself (RFC 6749 §2.3.1); null for a client that has none.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>With a refresh token: what the access tokens may do at most, as the service calls it; null for all that the refresh token may.</summary>
    public string? Scope { get; init; }

    /// <summary>With a refresh token for mail: the mailbox whose tokens they are, as the user name of XOAUTH2 and OAUTHBEARER; null for none.</summary>
    public string? Mailbox { get; init; }

    /// <summary>A trap: any use freezes the user and raises an alarm.</summary>
    public bool Canary { get; init; }
}
