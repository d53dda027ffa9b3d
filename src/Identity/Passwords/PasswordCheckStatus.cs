namespace Sekisho.Identity.Passwords;

/// <summary>What a check of a password found. Whoever tries to log in is told no more than good, bad or "try again".</summary>
public enum PasswordCheckStatus
{
    /// <summary>It is the password.</summary>
    Right,

    /// <summary>It is the password, and the record is weaker than today's parameters or under an old pepper: store the new one.</summary>
    RightAndOutdated,

    /// <summary>It is not, or the account has no password. Both cost the same time.</summary>
    Wrong,

    /// <summary>No password can look like this (<see cref="PasswordText.Prepare"/>). Nothing was derived.</summary>
    NotAPassword,

    /// <summary>The pepper key of the record is not there: nobody with such a record can log in, an operator must know.</summary>
    PepperMissing,

    /// <summary>Too many derivations at once; nothing was checked, and it must not count as a failure.</summary>
    Busy,
}
