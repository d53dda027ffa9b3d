namespace Sekisho.Vault.LogIn;

/// <summary>How strongly somebody has proved who they are.</summary>
internal enum LogInStrength
{
    /// <summary>An app password.</summary>
    AppPassword,

    /// <summary>The password alone.</summary>
    Password,

    /// <summary>Password and one-time or recovery code.</summary>
    PasswordAndCode,

    /// <summary>SCRAM.</summary>
    Scram,

    /// <summary>A passkey.</summary>
    Passkey,

    /// <summary>The password is right; a code is wanted.</summary>
    CodeWanted,
}
