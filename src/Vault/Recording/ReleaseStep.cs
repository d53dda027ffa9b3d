namespace Sekisho.Vault.Recording;

/// <summary>The points of a release at which a crash makes a difference; tests crash at each.</summary>
internal enum ReleaseStep
{
    /// <summary>Who asks and what for is known to be allowed.</summary>
    Authorised,

    /// <summary>The budget has been taken from.</summary>
    Budgeted,

    /// <summary>The ledger has it.</summary>
    Recorded,

    /// <summary>The key is derived; nobody has it yet.</summary>
    Derived,
}
