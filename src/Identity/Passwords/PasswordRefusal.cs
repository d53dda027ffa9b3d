namespace Sekisho.Identity.Passwords;

/// <summary>Why a new password is not taken.</summary>
public enum PasswordRefusal
{
    /// <summary>Empty, too long, with control characters, or of no valid text.</summary>
    NotAPassword,

    /// <summary>Fewer characters than the policy asks for.</summary>
    TooShort,

    /// <summary>More bytes than the policy takes.</summary>
    TooLong,

    /// <summary>The account's name, its domain or another word about its owner makes up most of it.</summary>
    ContainsOwner,

    /// <summary>One character or a short pattern again and again.</summary>
    Repeats,

    /// <summary>Runs of the alphabet, of digits or of keys that lie side by side.</summary>
    Sequence,

    /// <summary>It is on the list of passwords that have leaked somewhere (or, rarely, looks like one that is).</summary>
    Breached,

    /// <summary>The list of leaked passwords could not be read: set another list, or take the list out of the settings.</summary>
    BreachListDamaged,
}
