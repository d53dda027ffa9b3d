namespace Sekisho.Vault.Signing;

/// <summary>Whether a DKIM key signs.</summary>
public enum DkimKeyState
{
    /// <summary>It signs.</summary>
    Active,

    /// <summary>It was made, and its record may not be in the DNS yet.</summary>
    Waiting,

    /// <summary>It has signed, and does no more.</summary>
    Retired,
}
