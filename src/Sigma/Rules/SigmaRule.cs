using Sekisho.Sigma.Expressions;

namespace Sekisho.Sigma.Rules;

/// <summary>A rule over single events.</summary>
public sealed class SigmaRule
{
    internal SigmaRule(RuleHeader header, RuleLogSource logSource, Expression condition, IReadOnlyList<SelectionExpression> selections)
    {
        Header = header;
        LogSource = logSource;
        Condition = condition;
        Selections = selections;
    }

    /// <summary>What it says of itself.</summary>
    public RuleHeader Header { get; }

    /// <summary>Which logs it is for.</summary>
    public RuleLogSource LogSource { get; }

    /// <summary>Its place among the rules of its set.</summary>
    public int Index { get; internal set; }

    /// <summary>Its hits are shown; false when only correlations use it (<c>generate</c>).</summary>
    public bool IsShown { get; internal set; } = true;

    /// <summary>The names of the fields that it looks at, each once.</summary>
    public IReadOnlyList<string> FieldNames => field ??= [.. Tests.Select(test => test.Field).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>It also searches values of fields that it does not name (keywords).</summary>
    public bool HasKeywords => Tests.Any(test => test.Field is null);

    internal Expression Condition { get; set; }

    internal IReadOnlyList<SelectionExpression> Selections { get; set; }

    internal IEnumerable<FieldExpression> Tests => TestsIn(Condition);

    internal static IEnumerable<FieldExpression> TestsIn(Expression expression) =>
        expression is FieldExpression field ? [field] : expression.Parts.SelectMany(TestsIn);

    /// <inheritdoc/>
    public override string ToString() => Header.Title;
}
