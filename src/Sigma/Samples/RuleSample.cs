using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Samples;

/// <summary>An event written into a rule.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Values">Its values, in order.</param>
public sealed record RuleSample(RulePlace Place, IReadOnlyList<SampleValue> Values);
