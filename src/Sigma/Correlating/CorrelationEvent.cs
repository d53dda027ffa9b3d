using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Correlating;

/// <summary>An event that a correlation counted.</summary>
/// <param name="Rule">The rule or correlation whose hit it was.</param>
/// <param name="Time">When it happened.</param>
/// <param name="File">The log it is in, as the caller named it.</param>
/// <param name="Record">Its position there.</param>
public readonly record struct CorrelationEvent(RuleHeader Rule, DateTimeOffset Time, string File, long Record);
