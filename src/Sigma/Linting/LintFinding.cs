using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Linting;

/// <summary>Something that the lint has found.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Place">Where.</param>
/// <param name="Rule">The rule, or null when it could not be read.</param>
/// <param name="Problem">What.</param>
/// <param name="Advice">What to do; may be empty.</param>
public sealed record LintFinding(LintKind Kind, RulePlace Place, RuleHeader? Rule, string Problem, string Advice)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Kind.ToString().ToLowerInvariant()}: {Problem}{(Advice.Length > 0 ? " " + Advice : "")}";
}
