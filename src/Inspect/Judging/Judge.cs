using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sigma.Matching;

namespace Sekisho.Inspect.Judging;

/// <summary>
/// The decision over the facts of a message:
/// 1. what inspection could not see (<see cref="SafetyDecision"/>), 2. every rule that fires gives a reason with its points,
/// 3. the heaviest action wins, 4. the sum of the points is compared with the two limits of the options; where all that
/// speaks against the message is its style, it stays below the first.
/// </summary>
internal sealed class Judge
{
    /// <summary>Evidence longer than this is cut, in characters: it is for a person's eyes.</summary>
    private const int MaxEvidenceChars = 500;

    /// <summary>More reasons are not told, although they count. Stops a verdict larger than the message it is about.</summary>
    private const int MaxReasons = 32;

    /// <summary>So far below the limit for tagging stays what only its style speaks against.</summary>
    private const double StyleGap = 0.1;

    private readonly MailRules _rules;
    private readonly InspectOptions _options;
    private readonly RuleMatcher _matcher;
    private readonly FactFields _fields;
    private readonly Lock _lock = new();

    /// <summary>Makes a judge; the rules may be shared.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The limits of the score, and what the operator chose.</param>
    /// <param name="useIndex">False tries every rule on every message, for comparison; the verdicts are the same.</param>
    public Judge(MailRules rules, InspectOptions options, bool useIndex = true)
    {
        (_rules, _options) = (rules, options);
        _matcher = new RuleMatcher(rules.Set, useIndex);
        _fields = new FactFields(rules.Set.Fields, rules.Set.Rules.Any(rule => rule.HasKeywords));
    }

    /// <summary>Decides.</summary>
    public Verdict Decide(FactSet facts)
    {
        var found = new List<Finding>();
        AddSafety(facts, found);
        // A thread that was given up for its time may come back while the next message is judged.
        lock (_lock) AddHits(facts, found);
        return Conclude(found, facts);
    }

    /// <summary>Decides without any rule: for when rules cannot be tried.</summary>
    public Verdict DecideSafely(FactSet facts)
    {
        var found = new List<Finding>();
        AddSafety(facts, found);
        return Conclude(found, facts);
    }

    private void AddSafety(FactSet facts, List<Finding> found)
    {
        foreach (var decision in SafetyDecision.All)
        {
            if (!facts.Values.TryGetValue(decision.Fact.Name, out var value) || value is false) continue;
            var becomes = decision.Becomes(_options);
            if (becomes == Disposition.Accept) continue;
            var text = value switch { string[] list => string.Join("; ", list), string single => single, _ => decision.Fact.Name };
            found.Add(new Finding(becomes, new Reason(decision.Code, Cut(text), decision.Points)));
        }
    }

    private void AddHits(FactSet facts, List<Finding> found)
    {
        _fields.Load(facts);
        var hits = _matcher.Match(_fields);
        if (hits.IsEmpty) return;
        // The hits are valid until the matcher is asked again, for the evidence.
        foreach (var hit in hits.ToArray())
        {
            if (_rules.Of(hit) is not { } rule) continue;
            var becomes = rule.Action?.Becomes(_options) ?? Disposition.Accept;
            if (rule.Action is { IsChoice: true } && becomes == Disposition.Accept) continue;
            found.Add(new Finding(becomes, new Reason(rule.Code, EvidenceOf(_matcher.Explain(_fields, hit), rule), rule.Points, rule.Id, rule.Title), rule.IsStyle));
        }
    }

    private Verdict Conclude(List<Finding> found, FactSet facts)
    {
        // Sums of fractions: 0.1 and 0.2 are to be 0.3.
        var score = Math.Round(found.Sum(finding => finding.Reason.Points), 3);
        // Words and shape of unwanted mail are those of hard selling too: a second kind of finding has to agree.
        if (score >= _options.TagScore && found.TrueForAll(finding => finding.IsStyle || finding.Reason.Points <= 0)) score = Math.Round(_options.TagScore - StyleGap, 3);
        var disposition = score >= _options.QuarantineScore ? Disposition.Quarantine : score >= _options.TagScore ? Disposition.Tag : Disposition.Accept;
        var otherwise = disposition;
        foreach (var finding in found)
        {
            if (RuleAction.Weight(finding.Becomes) > RuleAction.Weight(disposition)) disposition = finding.Becomes;
            if (finding.Becomes == Disposition.Tag && otherwise == Disposition.Accept) otherwise = Disposition.Tag;
        }

        var reasons = found.OrderByDescending(finding => RuleAction.Weight(finding.Becomes)).ThenByDescending(finding => finding.Reason.Points).Take(MaxReasons).Select(finding => finding.Reason);
        return new Verdict { Disposition = disposition, Otherwise = disposition == Disposition.Disarm ? otherwise : null, Score = score, Reasons = [.. reasons], Facts = facts };
    }

    /// <summary>Which facts with which values made the rule fire.</summary>
    private static string EvidenceOf(RuleExplanation explanation, MailRule rule)
    {
        var fields = new List<string>();
        foreach (var field in explanation.Selections.Where(selection => selection.Holds).SelectMany(selection => selection.Values).GroupBy(value => value.Field, StringComparer.Ordinal))
        {
            var values = field.Select(value => value.Value).Distinct(StringComparer.Ordinal).ToList();
            if (values is [null]) fields.Add($"no {field.Key}");
            else if (values is ["true"]) fields.Add(field.Key);
            else fields.Add($"{field.Key}: {string.Join("; ", values.OfType<string>())}");
        }

        return Cut(fields.Count > 0 ? string.Join(", ", fields) : rule.Title);
    }

    private static string Cut(string text) => text.Length <= MaxEvidenceChars ? text : FactText.Cut(text, MaxEvidenceChars) + "…";

    private readonly record struct Finding(Disposition Becomes, Reason Reason, bool IsStyle = false);
}
