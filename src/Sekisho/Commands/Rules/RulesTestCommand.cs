using System.CommandLine;
using System.Globalization;
using Sekisho.Inspect.Judging;
using Sekisho.Output;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Samples;
using Sekisho.Starting;

namespace Sekisho.Commands.Rules;

/// <summary>Tries rules on the samples written into them, together as they would judge mail.</summary>
internal sealed class RulesTestCommand : LeafCommand
{
    /// <summary>More of them are only counted: they are for a person's eyes.</summary>
    private const int MaxUntestedTold = 20;

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Rules beside those of the product: files, or folders with all .yml below them. Without any, those of inspect.rules.", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Makes the command.</summary>
    public RulesTestCommand(Surroundings surroundings)
        : base("test", "Try the rules of the product, and your own over them, on the samples written into them.", surroundings) => Add(_paths);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file, line", "where the sample stands; the file is the path as given, or rules/mail/… for a rule of the product"),
        new("rule_id, rule_title", "the rule"),
        new("sample", "positive (the rule is to fire) or negative (it is not)"),
        new("fired", "whether it did"),
        new("right", "whether it did what it should"),
        new("why", "what did not hold, or what made it fire; absent when right"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 every sample came out right, 1 one did not or a rule could not be loaded, 2 wrong usage.";

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var paths = parse.GetValue(_paths) ?? [];
        if (paths.Length == 0)
        {
            var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
            if (loaded.Config is null) return Task.FromResult(loaded.TellErrors(output));
            paths = [.. loaded.Config.Inspect.Rules.Select(path => path.From(loaded.Folder))];
        }
        else if (Surroundings.CurrentFolder != Environment.CurrentDirectory)
        {
            paths = [.. paths.Select(path => Path.GetFullPath(path, Surroundings.CurrentFolder))];
        }

        var (texts, problem) = RuleFolders.Read(paths);
        return Task.FromResult(problem is null ? Test(MailRules.Compile(texts), output) : output.Fail(problem));
    }

    private static int Test(MailRules rules, CommandOutput output)
    {
        foreach (var problem in rules.Problems)
        {
            if (problem.Kind == RuleProblemKind.Warning) output.Note(problem.ToString());
            else output.Fail(problem.ToString());
        }

        var results = SampleRun.Run(rules.Set);
        foreach (var result in results)
        {
            if (output.Json) output.WriteJson(ItemOf(result), ProgramJson.Default.RulesTestItem);
            else if (!result.IsRight) output.WriteLine($"{result.Sample.Place}: '{result.Rule.Header.Title}' {(result.Fired ? "fires over its negative" : "does not fire over its positive")} sample: {Why(result)}");
        }

        var untested = rules.Set.Rules.Where(rule => rule.Header.Samples is not { Positive.Count: > 0, Negative.Count: > 0 }).ToList();
        foreach (var rule in untested.Take(MaxUntestedTold)) output.Note($"{rule.Header.Place}: '{rule.Header.Title}' has no samples of both sorts.");
        var wrong = results.Count(result => !result.IsRight);
        output.Note(string.Create(CultureInfo.InvariantCulture, $"{rules.Set.Rules.Count} rules, {results.Count} samples: {wrong} wrong. {untested.Count} rules have no samples of both sorts."));
        return wrong == 0 && !rules.Failures.Any() ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static RulesTestItem ItemOf(SampleResult result) => new()
    {
        File = result.Sample.Place.File,
        Line = result.Sample.Place.Line,
        RuleId = result.Rule.Header.Id,
        RuleTitle = result.Rule.Header.Title,
        Sample = result.IsPositive ? "positive" : "negative",
        Fired = result.Fired,
        Right = result.IsRight,
        Why = result.IsRight ? null : Why(result),
    };

    private static string Why(SampleResult result)
    {
        var selections = result.Explanation?.Selections ?? [];
        var holding = selections.Where(selection => selection.Holds).Select(selection => $"{selection.Name} holds{Values(selection)}");
        var others = selections.Where(selection => !selection.Holds).Select(selection => $"{selection.Name} does not hold");
        return string.Join("; ", result.Fired ? holding.Concat(others) : others.Concat(holding)) + ".";
    }

    private static string Values(SelectionExplanation selection) => selection.Values.Count == 0 ? ""
        : $" ({string.Join(", ", selection.Values.Select(value => value.Value is null ? $"no {value.Field}" : value.Field.Length > 0 ? $"{value.Field}: {value.Value}" : value.Value).Distinct(StringComparer.Ordinal))})";
}
