namespace Sekisho.Sigma.Samples;

/// <summary>The events written into a rule under <c>samples</c>, by which it is tested.</summary>
/// <param name="Positive">The rule must fire over each.</param>
/// <param name="Negative">The rule must not fire over any.</param>
public sealed record RuleSamples(IReadOnlyList<RuleSample> Positive, IReadOnlyList<RuleSample> Negative);
