namespace Sekisho.Deliver.Reporting;

/// <summary>What became of a report that was posted.</summary>
/// <param name="IsTaken">It was taken.</param>
/// <param name="MayTryAgain">It was not, and may be later.</param>
/// <param name="Words">The same in words for lists: "posted", or why not.</param>
internal sealed record PostOutcome(bool IsTaken, bool MayTryAgain, string Words)
{
    public static PostOutcome Taken { get; } = new(true, false, "posted");
}
