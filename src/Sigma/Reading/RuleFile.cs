using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>What a rule file held.</summary>
public sealed class RuleFile
{
    /// <summary>The status of a document that switches a rule off.</summary>
    public const string DisabledStatus = "disabled";

    /// <summary>The ids of everything in the file.</summary>
    public IEnumerable<string> Ids => Headers.Concat(Disabled).Where(header => header.Id.Length > 0).Select(header => header.Id);

    /// <summary>What rules, correlations and filters say of themselves.</summary>
    public IEnumerable<RuleHeader> Headers => Rules.Select(rule => rule.Header).Concat(Correlations.Select(rule => rule.Header)).Concat(Filters.Select(rule => rule.Header));

    /// <summary>The same file without the rules, correlations and filters of some ids: other files replace them.</summary>
    /// <param name="ids">The ids; compare without case.</param>
    public RuleFile Without(IReadOnlySet<string> ids) => new()
    {
        Rules = [.. Rules.Where(rule => !ids.Contains(rule.Header.Id))],
        Correlations = [.. Correlations.Where(rule => !ids.Contains(rule.Header.Id))],
        Filters = [.. Filters.Where(rule => !ids.Contains(rule.Header.Id))],
        Disabled = Disabled,
        Problems = Problems,
    };

    /// <summary>The rules over single events.</summary>
    public IReadOnlyList<SigmaRule> Rules { get; internal init; } = [];

    /// <summary>The correlations.</summary>
    public IReadOnlyList<CorrelationRule> Correlations { get; internal init; } = [];

    /// <summary>The filters.</summary>
    public IReadOnlyList<FilterRule> Filters { get; internal init; } = [];

    /// <summary>Documents with <c>status: disabled</c>: they switch off rules of their ids in files that were loaded before, and need no detection.</summary>
    public IReadOnlyList<RuleHeader> Disabled { get; internal init; } = [];

    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; internal init; } = [];
}
