namespace Sekisho.Identity.Passwords;

/// <summary>The result of a check of a password.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Upgraded">With <see cref="PasswordCheckStatus.RightAndOutdated"/>: the record to store instead; null when the gate was too busy to make it, which is no harm: the next login tries again.</param>
public sealed record PasswordCheck(PasswordCheckStatus Status, PasswordVerifier? Upgraded = null)
{
    /// <summary>It is the password.</summary>
    public bool IsRight => Status is PasswordCheckStatus.Right or PasswordCheckStatus.RightAndOutdated;
}
