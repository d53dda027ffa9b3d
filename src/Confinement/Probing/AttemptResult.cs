namespace Sekisho.Confinement.Probing;

/// <summary>What became of an attempt.</summary>
/// <param name="Could">It was done, or failed for a reason that is not confinement (a wrong address, nobody who listens).</param>
/// <param name="How">The error, or what was done.</param>
public sealed record AttemptResult(bool Could, string How)
{
    internal static AttemptResult Done(string how) => new(true, how);

    internal static AttemptResult Refused(string how) => new(false, how);
}
