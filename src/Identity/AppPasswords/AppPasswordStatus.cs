namespace Sekisho.Identity.AppPasswords;

/// <summary>What a check of an app password found.</summary>
public enum AppPasswordStatus
{
    /// <summary>Good.</summary>
    Good,

    /// <summary>Wrong, or there is none with this prefix.</summary>
    Wrong,

    /// <summary>Right, for another protocol: somebody tries what they have found; a detection.</summary>
    WrongProtocol,

    /// <summary>Right, from a network where it opens nothing: a detection, it has been stolen.</summary>
    WrongNetwork,

    /// <summary>Right, and its time is over.</summary>
    Ended,
}
