namespace Sekisho.Vault.Credentials;

/// <summary>A password that was sealed.</summary>
/// <param name="Password">The password, in UTF-8: the caller wipes it.</param>
public sealed record GivePasswordReply(byte[] Password)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(GivePasswordReply);
}
