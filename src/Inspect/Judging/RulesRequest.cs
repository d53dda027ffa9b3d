namespace Sekisho.Inspect.Judging;

/// <summary>The operator's rule files, for a worker.</summary>
/// <param name="Files">All of them, in order; none for the rules of the product alone.</param>
public sealed record RulesRequest(IReadOnlyList<RuleText> Files);
