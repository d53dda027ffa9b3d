namespace Sekisho.Sigma.Matching;

/// <summary>Rules to try on events of a source.</summary>
/// <param name="Bucket">The rules.</param>
/// <param name="Mapping">Fields of the event that stand for fields of the rules.</param>
internal sealed record RuleRoute(RuleBucket Bucket, IReadOnlyList<(int From, int To)> Mapping);
