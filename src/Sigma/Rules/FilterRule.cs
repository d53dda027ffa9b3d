using Sekisho.Sigma.Expressions;

namespace Sekisho.Sigma.Rules;

/// <summary>Keeps rules from firing over events that are known to be harmless.</summary>
public sealed class FilterRule
{
    internal FilterRule(RuleHeader header, RuleLogSource logSource, IReadOnlyList<string>? references, Expression suppressed)
    {
        Header = header;
        LogSource = logSource;
        References = references;
        Suppressed = suppressed;
    }

    /// <summary>What it says of itself.</summary>
    public RuleHeader Header { get; }

    /// <summary>It applies to rules for these logs only.</summary>
    public RuleLogSource LogSource { get; }

    /// <summary>The rules it applies to, by id or name; null for all.</summary>
    public IReadOnlyList<string>? References { get; }

    /// <summary>How many rules it was applied to.</summary>
    public int Applied { get; internal set; }

    /// <summary>Events that fulfil this do not count.</summary>
    internal Expression Suppressed { get; }

    internal bool AppliesTo(SigmaRule rule) => LogSource.Covers(rule.LogSource) && (References is null || References.Any(rule.Header.IsCalled));
}
