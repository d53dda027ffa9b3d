namespace Sekisho.Inspect.Reports;

/// <summary>
/// One thing seen that its domain's owner wants to hear of. The row is opaque to who keeps it: things that are alike have the
/// same row and are counted.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Domain">The policy domain, in A-labels and lower case.</param>
/// <param name="Policy">The policy as published; may be empty.</param>
/// <param name="Row">What was seen.</param>
/// <param name="Count">How many times.</param>
public sealed record Observation(ObservationKind Kind, string Domain, string Policy, string Row, long Count = 1)
{
    /// <summary>The most characters of <see cref="Row"/>: what is longer is not kept. Stops long names from filling the disk.</summary>
    public const int MostRowChars = 4096;

    /// <summary>The most characters of <see cref="Policy"/>: what record readers keep.</summary>
    public const int MostPolicyChars = 1000;

    /// <summary>The most characters of <see cref="Domain"/> (RFC 1035 §2.3.4).</summary>
    public const int MostDomainChars = 253;

    /// <summary>Counts of one observation; more is a mistake.</summary>
    public const long MostCount = 1_000_000;

    /// <summary>Whether it keeps to the limits, for whoever takes it from elsewhere.</summary>
    public bool IsWithinLimits() =>
        Enum.IsDefined(Kind) && Domain is { Length: > 0 and <= MostDomainChars } && Policy is { Length: <= MostPolicyChars }
        && Row is { Length: > 0 and <= MostRowChars } && Count is > 0 and <= MostCount;
}
