using Sekisho.Sigma.Expressions;
using Sekisho.Sigma.Indexing;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Linting;

/// <summary>Looks at loaded rules for what loading alone does not show: rules that cannot fire, duplicates, costly patterns.</summary>
public static class RuleLint
{
    /// <summary>More values than this in one rule are told.</summary>
    private const int ManyValues = 1_000;

    /// <summary>All findings, in the order of files and lines.</summary>
    /// <param name="loaded">What loading gave.</param>
    /// <param name="inventory">The fields that logs have, or null when that is not known.</param>
    public static IReadOnlyList<LintFinding> Check(LoadedRules loaded, FieldInventory? inventory = null) => Check(loaded, _ => inventory);

    /// <summary>All findings, in the order of files and lines.</summary>
    /// <param name="loaded">What loading gave.</param>
    /// <param name="inventoryOf">The fields that the logs of a rule have, or null when that is not known.</param>
    public static IReadOnlyList<LintFinding> Check(LoadedRules loaded, Func<SigmaRule, FieldInventory?> inventoryOf)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(inventoryOf);
        var findings = new List<LintFinding>();
        foreach (var problem in loaded.Problems)
        {
            var kind = problem.Kind switch { RuleProblemKind.Error => LintKind.Error, RuleProblemKind.Skipped => LintKind.Skipped, _ => LintKind.Warning };
            findings.Add(new LintFinding(kind, problem.Place, null, problem.Problem, problem.Advice));
        }

        findings.AddRange(Duplicates(loaded));
        foreach (var rule in loaded.Rules.Rules)
        {
            findings.AddRange(Costly(rule));
            if (inventoryOf(rule) is { } inventory && Dead(rule, inventory) is { } dead) findings.Add(dead);
        }

        return [.. findings.OrderBy(finding => finding.Place.File, StringComparer.Ordinal).ThenBy(finding => finding.Place.Line)];
    }

    private static IEnumerable<LintFinding> Duplicates(LoadedRules loaded)
    {
        var headers = loaded.Rules.Rules.Select(rule => rule.Header).Concat(loaded.Rules.Correlations.Select(rule => rule.Header)).Concat(loaded.Rules.Filters.Select(rule => rule.Header));
        foreach (var group in headers.Where(header => header.Id.Length > 0).GroupBy(header => header.Id, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            foreach (var header in group.Skip(1)) yield return new LintFinding(LintKind.Duplicate, header.Place, header, $"The id {header.Id} is also that of {group.First().Place}.", "References to it mean the first. Give each rule its own id.");
        foreach (var group in loaded.Rules.Rules.GroupBy(rule => $"{rule.LogSource}\n{Shape(rule.Condition)}".ToUpperInvariant(), StringComparer.Ordinal).Where(group => group.Count() > 1))
            foreach (var rule in group.Skip(1)) yield return new LintFinding(LintKind.Duplicate, rule.Header.Place, rule.Header, $"'{rule.Header.Title}' looks for the same as '{group.First().Header.Title}' in {group.First().Header.Place}.", "Keep one of them.");
    }

    private static string Shape(Expression expression) => expression switch
    {
        FieldExpression field => field.Key,
        SelectionExpression selection => Shape(selection.Parts[0]),
        CountExpression count => $"{count.Wanted}of({string.Join(';', count.Parts.Select(Shape))})",
        _ => $"{expression.GetType().Name}({string.Join(';', expression.Parts.Select(Shape))})",
    };

    private static IEnumerable<LintFinding> Costly(SigmaRule rule)
    {
        if (new WitnessFinder(_ => 1).Find(rule.Condition) is null)
            yield return new LintFinding(LintKind.Costly, rule.Header.Place, rule.Header, $"'{rule.Header.Title}' has nothing simple that an event must have: it is worked through for every event of its logsource.", "Ask for a text or number outside of 'not'.");
        foreach (var test in rule.Tests.Distinct())
        {
            if (test.Tests.OfType<RegexTest>().FirstOrDefault(regex => regex.NeedsBacktracking) is { } slow)
                yield return new LintFinding(LintKind.Costly, rule.Header.Place with { Line = test.Line, Column = test.Column }, rule.Header, $"The regular expression '{slow.Pattern}' must go back (look-around, back references): it runs under a time-out.", "Write it without them.");
            if (test.Tests.Sum(one => one is AnyTest any ? any.Tests.Count : 1) is > ManyValues and var count)
                yield return new LintFinding(LintKind.Costly, rule.Header.Place with { Line = test.Line, Column = test.Column }, rule.Header, $"{test.Field ?? "The keywords"} is compared with {count} values.", "Fewer values with wildcards may say the same.");
        }
    }

    private static LintFinding? Dead(SigmaRule rule, FieldInventory inventory)
    {
        var sources = inventory.For(rule.LogSource).ToList();
        if (sources.Count == 0) return new LintFinding(LintKind.NoLogs, rule.Header.Place, rule.Header, $"'{rule.Header.Title}': no log of '{rule.LogSource}' was seen.", "Collect such logs, or leave the rule out.");
        if (sources.Exists(has => Possible(rule.Condition, has).True)) return null;
        var missing = rule.FieldNames.Where(name => !sources.Exists(has => has(name))).ToList();
        return new LintFinding(LintKind.Dead, rule.Header.Place, rule.Header, $"'{rule.Header.Title}' can never fire: no log has {string.Join(", ", missing)}.", "Check the names, and what the logs are made to record.");
    }

    /// <summary>Whether a condition can be true and can be false when only some fields can be there.</summary>
    private static (bool True, bool False) Possible(Expression expression, Func<string, bool> has)
    {
        switch (expression)
        {
            case FieldExpression { Field: { } name } field when !has(name):
                // The field is absent in every event: only what absence fulfils can hold.
                var holds = (field.All ? field.Tests.All(test => test.MatchesAbsent) : field.Tests.Any(test => test.MatchesAbsent)) != field.Negated;
                return (holds, !holds);
            case FieldExpression: return (true, true);
            case NotExpression:
                var part = Possible(expression.Parts[0], has);
                return (part.False, part.True);
            case OrExpression or CountExpression:
                var any = expression.Parts.Select(one => Possible(one, has)).ToList();
                var wanted = expression is CountExpression count ? count.Wanted : 1;
                return (any.Count(one => one.True) >= wanted, any.Count(one => !one.False) < wanted);
            default:
                var all = expression.Parts.Select(one => Possible(one, has)).ToList();
                return (all.TrueForAll(one => one.True), all.Exists(one => one.False));
        }
    }
}
