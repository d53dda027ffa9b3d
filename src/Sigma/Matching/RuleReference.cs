namespace Sekisho.Sigma.Matching;

/// <summary>What a correlation refers to.</summary>
/// <param name="Rule">The place of a rule, or -1.</param>
/// <param name="Correlation">The place of a correlation, or -1.</param>
/// <param name="Name">What the correlation calls it; aliases use the same word.</param>
internal sealed record RuleReference(int Rule, int Correlation, string Name);
