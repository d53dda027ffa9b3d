namespace Sekisho.Identity.Passwords;

/// <summary>Which queue a derivation waits in.</summary>
public enum HashingLane
{
    /// <summary>A login of somebody who has shown nothing yet: a flood comes this way.</summary>
    Stranger,

    /// <summary>A login from a device or network that has logged in to this account before, or an operator: goes first.</summary>
    Known,
}
