namespace Sekisho.Identity.BreachedPasswords;

/// <summary>What the list of leaked passwords says.</summary>
public enum BreachLookup
{
    /// <summary>Certainly not on the list.</summary>
    NotListed,

    /// <summary>On the list, or one of the few that look like one on it (<see cref="BreachedPasswordFile.FalsePositiveRate"/>).</summary>
    Listed,

    /// <summary>The file is damaged at this place, or could not be read.</summary>
    Damaged,
}
