namespace Sekisho.Sigma.Rules;

/// <summary>A rule over the hits of other rules.</summary>
public sealed class CorrelationRule
{
    /// <summary>What it says of itself.</summary>
    public required RuleHeader Header { get; init; }

    /// <summary>What it looks for.</summary>
    public required CorrelationType Type { get; init; }

    /// <summary>The rules it is about, by id or name, in order.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The fields (or aliases) whose values must be the same.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Within which time.</summary>
    public required TimeSpan Timespan { get; init; }

    /// <summary>All must hold. Empty for temporal types that want all their rules.</summary>
    public IReadOnlyList<CorrelationBound> Bounds { get; init; } = [];

    /// <summary>For temporal types the condition in words, or null.</summary>
    public string? Words => WordsOver?.Text;

    internal Correlating.RuleWords? WordsOver { get; init; }

    /// <summary>The fields whose values are counted or added up.</summary>
    public IReadOnlyList<string> ConditionFields { get; init; } = [];

    /// <summary>Which percentile; null when the rule does not say.</summary>
    public double? Percentile { get; init; }

    /// <summary>Alias → rule → field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Aliases { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>The hits of the rules it is about are shown as well.</summary>
    public bool Generate { get; init; }

    /// <summary>Its place among the correlations of its set.</summary>
    public int Index { get; internal set; }

    /// <summary>Its hits are shown; false when only other correlations use it.</summary>
    public bool IsShown { get; internal set; } = true;

    /// <inheritdoc/>
    public override string ToString() => Header.Title;
}
