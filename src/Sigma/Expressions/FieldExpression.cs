using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Expressions;

/// <summary>
/// What is demanded of a field, or of any value of the event when it has no name (keywords). Among several values of
/// one field one that fits is enough.
/// </summary>
internal sealed class FieldExpression(string? fieldName, IReadOnlyList<ValueTest> tests, bool all, bool negated, int line, int column) : Expression
{
    private readonly ValueTest[] _tests = [.. tests];

    /// <summary>The name, or null for keywords.</summary>
    public string? Field => fieldName;

    public IReadOnlyList<ValueTest> Tests => _tests;

    public bool All => all;

    public bool Negated => negated;

    public int Line => line;

    public int Column => column;

    /// <summary>The number of the field in the rule set; -1 for keywords.</summary>
    public int FieldId { get; set; } = -1;

    /// <summary>The number of this test in the rule set; equal tests of different rules share one.</summary>
    public int TestId { get; set; } = -1;

    /// <summary>Equal for expressions that demand the same.</summary>
    public string Key => $"{fieldName?.ToUpperInvariant()}\0{all}{negated}{string.Join('\0', _tests.Select(test => test.Key))}";

    public override bool Evaluate(Matching.Evaluation evaluation) => evaluation.Of(this);

    /// <summary>Compares with the event, without the memory of <see cref="Matching.Evaluation"/>.</summary>
    public bool Compute(Matching.EventView view)
    {
        var holds = all;
        foreach (var test in _tests)
        {
            if (Holds(view, test) == all) continue;
            holds = !all;
            break;
        }

        return holds != negated;
    }

    /// <summary>Whether a value of the event fits one test.</summary>
    public bool Holds(Matching.EventView view, ValueTest test) => ValueOf(view, test) != Missing;

    /// <summary>No value fits.</summary>
    public const int Missing = -2;

    /// <summary>The value that fits a test; -1 when it fits because the field is absent, <see cref="Missing"/> when none does.</summary>
    public int ValueOf(Matching.EventView view, ValueTest test)
    {
        if (fieldName is null)
        {
            for (var value = 0; value < view.Count; value++)
                if (test.Matches(view, value)) return value;
            return Missing;
        }

        var head = view.Head(FieldId);
        if (head < 0) return test.MatchesAbsent ? -1 : Missing;
        for (var value = head; value >= 0; value = view.Next(value))
            if (test.Matches(view, value)) return value;
        return Missing;
    }

    /// <summary>All values that fit a test; -1 when it fits because the field is absent.</summary>
    public IEnumerable<int> ValuesOf(Matching.EventView view, ValueTest test)
    {
        if (fieldName is null)
        {
            for (var value = 0; value < view.Count; value++)
                if (test.Matches(view, value)) yield return value;
            yield break;
        }

        var head = view.Head(FieldId);
        if (head < 0 && test.MatchesAbsent) yield return -1;
        for (var value = head; value >= 0; value = view.Next(value))
            if (test.Matches(view, value)) yield return value;
    }
}
