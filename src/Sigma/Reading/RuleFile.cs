using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>What a rule file held.</summary>
public sealed class RuleFile
{
    /// <summary>The rules over single events.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; internal init; } = [];

    /// <summary>The correlations.</summary>
    public IReadOnlyList<CorrelationRule> Correlations { get; internal init; } = [];

    /// <summary>The filters.</summary>
    public IReadOnlyList<FilterRule> Filters { get; internal init; } = [];

    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; internal init; } = [];
}
