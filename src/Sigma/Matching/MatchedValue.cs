namespace Sekisho.Sigma.Matching;

/// <summary>A value that fits.</summary>
/// <param name="Field">The field as the rule calls it; empty for keywords.</param>
/// <param name="Value">The value, cut when it is long; null when the field fits by being absent.</param>
public sealed record MatchedValue(string Field, string? Value);
