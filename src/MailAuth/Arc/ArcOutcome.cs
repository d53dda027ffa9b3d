namespace Sekisho.MailAuth.Arc;

/// <summary>What a message's chain is worth.</summary>
public sealed record ArcOutcome
{
    /// <summary>none, pass or fail; temperror where the DNS failed.</summary>
    public required AuthResult Result { get; init; }

    /// <summary>Why it does not pass.</summary>
    public ArcProblem Problem { get; init; }

    /// <summary>The same in words for the operator, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>The sets that could be read, oldest first. Whoever made them up is not known unless the result is pass.</summary>
    public IReadOnlyList<ArcSet> Sets { get; init; } = [];

    /// <summary>The highest instance number that was seen; 0 without a chain.</summary>
    public int LastInstance { get; init; }
}
