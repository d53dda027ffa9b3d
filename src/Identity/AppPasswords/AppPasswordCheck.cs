namespace Sekisho.Identity.AppPasswords;

/// <summary>The result of a check of an app password.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Used">With <see cref="AppPasswordStatus.Good"/>, when the hour of its last use has changed or its key is not the current one: the record to store instead; null otherwise.</param>
public sealed record AppPasswordCheck(AppPasswordStatus Status, AppPassword? Used = null)
{
    /// <summary>It may be used.</summary>
    public bool IsGood => Status == AppPasswordStatus.Good;
}
