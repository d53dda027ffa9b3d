namespace Sekisho.Store.Reports;

/// <summary>A report that was posted to a place instead of being mailed, or could not be.</summary>
/// <param name="To">The place, an https address of at most <see cref="MostChars"/> characters.</param>
/// <param name="Outcome">posted, or why not.</param>
public sealed record PostedReport(string To, string Outcome)
{
    /// <summary>The longest address of a place.</summary>
    public const int MostChars = 1000;

    /// <summary>Places of one report.</summary>
    public const int MostPlaces = 10;
}
