using Sekisho.Sigma.Indexing;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>All rules of one log source. Their index is built when the first event comes that they are for.</summary>
internal sealed class RuleBucket(RuleLogSource logSource, SigmaRule[] rules)
{
    private readonly Lazy<RuleIndex> _index = new(() => new RuleIndex(rules));

    public RuleLogSource LogSource => logSource;

    public int[] AllRules { get; } = [.. rules.Select(rule => rule.Index)];

    public RuleIndex Index => _index.Value;

    public long IndexBytes => _index.IsValueCreated ? _index.Value.Bytes : 0;
}
