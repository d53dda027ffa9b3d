namespace Sekisho.Inspect.Verdicts;

/// <summary>The decision over one message: a value, with its reasons and what they stand on.</summary>
public sealed record Verdict
{
    /// <summary>What is to become of the message.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>How bad it looks; 0 is neutral, the rules say what a point means.</summary>
    public double Score { get; init; }

    /// <summary>Why, most weighty first; empty only for <see cref="Disposition.Accept"/>.</summary>
    public IReadOnlyList<Reason> Reasons { get; init => field = value ?? []; } = [];

    /// <summary>What was found in the message, under documented names.</summary>
    public FactSet Facts { get; init => field = value ?? FactSet.Empty; } = FactSet.Empty;
}
