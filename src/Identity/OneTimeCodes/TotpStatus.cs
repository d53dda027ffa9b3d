namespace Sekisho.Identity.OneTimeCodes;

/// <summary>What a check of a code found.</summary>
public enum TotpStatus
{
    /// <summary>Right: store the step at once, and only where it is larger than the stored one.</summary>
    Accepted,

    /// <summary>Not the code of these steps.</summary>
    Wrong,

    /// <summary>A right code that was used before, or is older than one that was: a detection, somebody may have watched it being typed.</summary>
    Replayed,

    /// <summary>Not so many digits.</summary>
    Malformed,
}
