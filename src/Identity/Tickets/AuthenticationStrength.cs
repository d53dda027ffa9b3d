namespace Sekisho.Identity.Tickets;

/// <summary>How somebody has shown who they are; a larger one is stronger.</summary>
public enum AuthenticationStrength
{
    /// <summary>An app password: mail protocols only.</summary>
    AppPassword = 1,

    /// <summary>A password alone.</summary>
    Password = 2,

    /// <summary>A password and a one-time or recovery code.</summary>
    PasswordAndCode = 3,

    /// <summary>A passkey with user verification.</summary>
    Passkey = 4,
}
