using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Mapping;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>Puts the rules of many files together.</summary>
internal sealed class RuleSetParts
{
    private readonly ICollection<RuleProblem> _problems;

    private RuleSetParts(ICollection<RuleProblem> problems) => _problems = problems;

    public List<SigmaRule> Rules { get; private set; } = [];

    public List<CorrelationRule> Correlations { get; private set; } = [];

    public List<FilterRule> Filters { get; private set; } = [];

    public FieldTable Fields { get; } = new();

    public int TestCount { get; private set; }

    public List<IReadOnlyList<RuleReference>> References { get; } = [];

    public static RuleSetParts Of(IReadOnlyList<RuleFile> files, ICollection<RuleProblem> problems, IEnumerable<string> moreFields)
    {
        var parts = new RuleSetParts(problems)
        {
            Rules = [.. files.SelectMany(file => file.Rules)],
            Filters = [.. files.SelectMany(file => file.Filters)],
        };
        for (var i = 0; i < parts.Rules.Count; i++) parts.Rules[i].Index = i;
        parts.ApplyFilters();
        parts.Correlations = CorrelationOrder.Sort([.. files.SelectMany(file => file.Correlations)], parts.Rules, parts.References, problems);
        parts.Number();
        foreach (var name in moreFields) parts.Fields.Add(name);
        return parts;
    }

    private void ApplyFilters()
    {
        foreach (var filter in Filters)
        {
            foreach (var rule in Rules.Where(filter.AppliesTo))
            {
                rule.Condition = new AndExpression([rule.Condition, new NotExpression(filter.Suppressed)]);
                filter.Applied++;
            }

            if (filter.Applied == 0) _problems.Add(new RuleProblem(RuleProblemKind.Warning, filter.Header.Place, "The filter applies to no rule.", "Check the ids and the logsource: both must fit."));
        }
    }

    /// <summary>Gives fields and tests their numbers; equal tests of different rules share one, so that they are done once an event.</summary>
    private void Number()
    {
        var tests = new Dictionary<string, int>(StringComparer.Ordinal);
        // Selections that no condition names as well: they are explained to a person.
        foreach (var test in Rules.SelectMany(rule => rule.Tests.Concat(rule.Selections.SelectMany(SigmaRule.TestsIn))))
        {
            if (test.Field is not null) test.FieldId = Fields.Add(test.Field);
            foreach (var value in test.Tests)
                if (value.OtherField is { } other) value.Bind(Fields.Add(other));
            if (!tests.TryGetValue(test.Key, out var id)) tests[test.Key] = id = tests.Count;
            test.TestId = id;
        }

        TestCount = tests.Count;
        foreach (var name in Rules.SelectMany(rule => rule.Header.Fields)) Fields.Add(name);
        foreach (var (_, eventField) in FieldMappings.Default.All) Fields.Add(eventField);
        foreach (var rule in Correlations)
            foreach (var name in rule.GroupBy.Concat(rule.ConditionFields).Concat(rule.Aliases.Values.SelectMany(alias => alias.Values))) Fields.Add(name);
    }
}
