using System.Globalization;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sigma.Linting;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Rules;
using Sekisho.Sigma.Samples;

namespace Sekisho.Inspect.Judging;

/// <summary>Reads what a Sigma rule over mail has beside a rule over logs: <c>score</c>, <c>action</c>, <c>reason</c>, <c>style</c>.</summary>
public static class MailRuleReading
{
    /// <summary>The most points a rule may give or take. Stops a slip of the keyboard from outweighing all other rules for ever.</summary>
    public const double MaxPoints = 100;

    private static readonly Dictionary<string, ReasonCode> Reasons = Enum.GetValues<ReasonCode>()
        .Except([ReasonCode.InspectionTimeout, ReasonCode.InspectionCrashed, ReasonCode.InspectionUnavailable, ReasonCode.ScannerUnavailable, ReasonCode.ScanIncomplete, ReasonCode.StructureLimit, ReasonCode.ExemptNetwork, ReasonCode.Operator])
        .ToDictionary(VerdictHeader.NameOf, StringComparer.Ordinal);

    /// <summary>The names that <c>reason</c> may have, in the order of the list. The others are the program's own: the store acts on them.</summary>
    public static IReadOnlyCollection<string> ReasonNames => Reasons.Keys;

    /// <summary>All facts, as what the lint of rules takes for the fields that mail has.</summary>
    public static FieldInventory Facts { get; } = FactsAsFields();

    /// <summary>Whether a rule is for mail; one that is for events of all sorts is not.</summary>
    /// <param name="source">The log source of the rule.</param>
    public static bool IsForMail(RuleLogSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return (source.Product is not null || source.Category is not null) && source.Covers(FactFields.Source);
    }

    /// <summary>What is wrong with a rule over mail beside what the rule language says.</summary>
    /// <param name="rule">A rule that is for mail.</param>
    public static IReadOnlyList<RuleProblem> Check(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var problems = new List<RuleProblem>();
        Read(rule, problems);
        foreach (var name in rule.FieldNames.Where(name => !FactCatalogue.ByName.ContainsKey(name)))
            problems.Add(new RuleProblem(RuleProblemKind.Warning, rule.Header.Place, $"There is no fact '{name}'.", "docs/facts.md names all facts."));
        foreach (var sample in (rule.Header.Samples?.Positive ?? []).Concat(rule.Header.Samples?.Negative ?? []))
            CheckSample(sample, problems);
        return problems;
    }

    /// <summary>The rule's meaning; null when it has an error, which is added to <paramref name="problems"/>.</summary>
    internal static MailRule? Read(SigmaRule rule, List<RuleProblem> problems)
    {
        var header = rule.Header;
        var before = problems.Count;
        if (header.Id.Length == 0) Tell("id", "A rule over mail needs an id.", "Write 'id:' with a new UUID: the id replaces and switches off rules.");
        var points = 0.0;
        if (header.Custom.TryGetValue("score", out var score)
            && !(double.TryParse(score, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out points) && Math.Abs(points) <= MaxPoints))
            Tell("score", $"The score '{score}' is no number from -{MaxPoints} to {MaxPoints}.", "Write points such as 2.5; 5 tag a message, 10 quarantine it, where the configuration does not say otherwise.");
        RuleAction? action = null;
        if (header.Custom.TryGetValue("action", out var name) && !RuleAction.ByName.TryGetValue(name, out action))
            Tell("action", $"There is no action '{name}'.", $"There are {string.Join(", ", RuleAction.ByName.Keys.Order(StringComparer.Ordinal))}.");
        if (score is null && name is null) Tell("score", "The rule has neither score nor action: it would change nothing.", "Write 'score:' with its points.");
        var code = ReasonCode.Operator;
        if (!header.Custom.TryGetValue("reason", out var reason)) Tell("reason", "The rule gives no reason.", $"Write 'reason:' with one of {string.Join(", ", ReasonNames)}.");
        else if (!Reasons.TryGetValue(reason, out code)) Tell("reason", $"There is no reason '{reason}' for rules.", $"There are {string.Join(", ", ReasonNames)}.");
        if (header.Custom.TryGetValue("style", out var style) && style is not ("true" or "false")) Tell("style", $"'{style}' is neither true nor false.", "Write 'style: true' where the rule tells only how a message is written or built.");
        return problems.Count > before ? null : new MailRule(header.Id, header.Title, points, code, action, style == "true");

        void Tell(string key, string problem, string advice) =>
            problems.Add(new RuleProblem(RuleProblemKind.Error, header.CustomPlaces.GetValueOrDefault(key, header.Place), problem, advice));
    }

    private static FieldInventory FactsAsFields()
    {
        var inventory = new FieldInventory();
        foreach (var name in FactCatalogue.ByName.Keys) inventory.Add(FactFields.Source, name);
        return inventory;
    }

    // A sample with a fact that does not exist, or of another kind, proves nothing.
    private static void CheckSample(RuleSample sample, List<RuleProblem> problems)
    {
        foreach (var values in sample.Values.GroupBy(value => value.Field, StringComparer.Ordinal))
        {
            if (!FactCatalogue.ByName.TryGetValue(values.Key, out var fact))
            {
                problems.Add(new RuleProblem(RuleProblemKind.Error, sample.Place, $"There is no fact '{values.Key}'.", "docs/facts.md names all facts."));
                continue;
            }

            var fits = fact.Kind switch
            {
                FactKind.List => true,
                FactKind.Truth => values.All(value => value.Kind == Sigma.Matching.EventValueKind.Boolean),
                FactKind.Number => values.All(value => value.Kind == Sigma.Matching.EventValueKind.Number),
                _ => values.Count() == 1,
            };
            if (!fits) problems.Add(new RuleProblem(RuleProblemKind.Error, sample.Place, $"The fact '{fact.Name}' has values of another kind.", "docs/facts.md says which."));
        }
    }
}
