using System.Text.RegularExpressions;

namespace Sekisho.Sigma.Values;

/// <summary>A value of a rule on its way through the modifiers.</summary>
internal sealed record RuleValue
{
    public required RuleValueKind Kind { get; init; }

    /// <summary>As it was written.</summary>
    public required string Written { get; init; }

    /// <summary>The text with its wildcards; also for numbers and truth values, in case a modifier needs text.</summary>
    public required SigmaString Text { get; init; }

    public double Number { get; init; }

    public bool Boolean { get; init; }

    public bool Cased { get; init; }

    public NumberOperator Comparison { get; init; }

    public bool HasComparison { get; init; }

    public TimePart? Part { get; init; }

    public RegexOptions Options { get; init; }

    /// <summary>For a reference to a field, and for expressions: what may come before and after.</summary>
    public bool OpenBefore { get; init; }

    public bool OpenAfter { get; init; }

    /// <summary>The expression must begin or end where the value does.</summary>
    public bool AnchorStart { get; init; }

    public bool AnchorEnd { get; init; }
}
