namespace Sekisho.Vault.Rights;

/// <summary>Whose right a call needs beside the role's.</summary>
internal enum WhoActs
{
    /// <summary>Nobody's: a role does its own work, or somebody is about to prove who they are.</summary>
    Nobody,

    /// <summary>That of the person whose ticket is in the request.</summary>
    Holder,

    /// <summary>That of the operator at the machine, or of the person on whose behalf the role calls.</summary>
    Person,
}
