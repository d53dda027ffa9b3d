namespace Sekisho.Vault.Credentials;

/// <summary>A credential of another service as it is stored, under its tenant's key.</summary>
internal sealed record CredentialRecord(CredentialKind Kind, string Service, string User, string Secret, string? ClientSecret = null, string? Scope = null, string? Mailbox = null)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"{nameof(CredentialRecord)} ({Kind})";
}
