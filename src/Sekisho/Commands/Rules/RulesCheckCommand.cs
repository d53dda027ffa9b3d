using System.CommandLine;
using System.Globalization;
using System.Text;
using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Inspect.Judging;
using Sekisho.Output;
using Sekisho.Sigma.Linting;
using Sekisho.Sigma.Reading;

namespace Sekisho.Commands.Rules;

/// <summary>Lints Sigma rules.</summary>
internal sealed class RulesCheckCommand : LeafCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Sigma rules: files, or folders with all .yml below them.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _fields = new("--fields") { Description = "The fields that logs have, one name a line: rules that can never fire with them are named.", HelpName = "FILE" };
    private readonly Option<string[]> _events = new("--events") { Description = "Logs to take the fields from, for each log source; several may be given.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _placeholders = new("--placeholders") { Description = "What placeholders of rules (%name%) stand for: a YAML file, name: [values].", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public RulesCheckCommand(Surroundings surroundings)
        : base("check", "Check Sigma rules: errors, rules that can never fire, duplicates, costly patterns. Rules over mail are held against the facts there are.", surroundings)
    {
        Add(_paths);
        foreach (var option in new Option[] { _fields, _events, _placeholders }) Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file, line, column", "where; line and column from 1"),
        new("kind", "error (not loaded), skipped (a placeholder has no definition), dead (can never fire with the given fields), noLogs (no given log is what it is for), duplicate, costly, warning"),
        new("rule_id", "the id of the rule; absent when the rule could not be read"),
        new("problem", "what was found"),
        new("advice", "what to do; may be empty"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 nothing but warnings and costly patterns, 1 something else was found or a file could not be read, 2 wrong usage.";

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = RuleSources.Load(parse.GetRequiredValue(_paths), parse.GetValue(_placeholders), Surroundings.CurrentFolder, output);
        if (loaded is null) return Task.FromResult(ExitCodes.Failed);
        FieldInventory? inventory = null;
        if (parse.GetValue(_fields) is { } file)
        {
            inventory = new FieldInventory();
            foreach (var line in File.ReadLines(Path.GetFullPath(file, Surroundings.CurrentFolder)))
                if (line.Trim() is { Length: > 0 } name && name[0] != '#') inventory.Add(name);
        }

        var good = true;
        if (parse.GetValue(_events) is { Length: > 0 } logs)
        {
            inventory ??= new FieldInventory();
            // One for all logs: equal sources are one object, and their fields are taken together.
            var options = new EventReaderOptions();
            var fields = new RecordFields(options.Names, loaded.Rules);
            foreach (var log in Files.InputFiles.Of(logs, Surroundings.CurrentFolder))
            {
                if (TakeFields(log, options, fields, inventory, cancellation) is not { } problem) continue;
                good = false;
                output.Fail($"{log.Path}: {problem}");
            }
        }

        var counts = new SortedDictionary<LintKind, int>();
        foreach (var finding in FindingsOf(loaded, inventory))
        {
            counts[finding.Kind] = counts.GetValueOrDefault(finding.Kind) + 1;
            if (output.Json) output.WriteJson(ItemOf(finding), ProgramJson.Default.RulesCheckItem);
            else output.WriteLine(finding.ToString());
        }

        output.Note(string.Create(CultureInfo.InvariantCulture, $"{loaded.Rules.Rules.Count} rules, {loaded.Rules.Correlations.Count} correlations and {loaded.Rules.Filters.Count} filters are good. Found: {(counts.Count == 0 ? "nothing" : string.Join(", ", counts.Select(count => $"{count.Value} {NameOf(count.Key)}")))}."));
        return Task.FromResult(good && counts.Keys.All(kind => kind is LintKind.Costly or LintKind.Warning) ? ExitCodes.Done : ExitCodes.Failed);
    }

    /// <summary>Of rules over mail it is known which fields there are: the facts; and they have more to be checked.</summary>
    private static IEnumerable<LintFinding> FindingsOf(LoadedRules loaded, FieldInventory? inventory)
    {
        var findings = RuleLint.Check(loaded, rule => MailRuleReading.IsForMail(rule.LogSource) ? MailRuleReading.Facts : inventory);
        var dead = findings.Where(finding => finding.Kind == LintKind.Dead).Select(finding => finding.Rule).ToHashSet();
        var mail = from rule in loaded.Rules.Rules
                   where MailRuleReading.IsForMail(rule.LogSource)
                   from problem in MailRuleReading.Check(rule)
                   where problem.Kind != RuleProblemKind.Warning || !dead.Contains(rule.Header)
                   select new LintFinding(problem.Kind == RuleProblemKind.Warning ? LintKind.Warning : LintKind.Error, problem.Place, rule.Header, problem.Problem, problem.Advice);
        return findings.Concat(mail).OrderBy(finding => finding.Place.File, StringComparer.Ordinal).ThenBy(finding => finding.Place.Line);
    }

    private string? TakeFields(Files.InputFile log, EventReaderOptions options, RecordFields fields, FieldInventory inventory, CancellationToken cancellation)
    {
        if (log.Problem is not null) return log.Problem;
        using var stream = new FileStream(Path.GetFullPath(log.Path, Surroundings.CurrentFolder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = EventReaders.Open(stream, EventFormat.Auto, options);
        if (reader is null) return "The format is not known.";
        var seen = new HashSet<(object Source, int Name)>();
        EventReadStatus status;
        while ((status = reader.Read(fields.Record)) != EventReadStatus.End)
        {
            cancellation.ThrowIfCancellationRequested();
            if (status != EventReadStatus.Event) continue;
            fields.Taken();
            for (var i = 0; i < fields.Record.Count; i++)
                if (fields.Record.NameId(i) is >= 0 and var name && seen.Add((fields.LogSource, name))) inventory.Add(fields.LogSource, Encoding.UTF8.GetString(options.Names.NameOf(name)));
        }

        return null;
    }

    private static string NameOf(LintKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static RulesCheckItem ItemOf(LintFinding finding) => new()
    {
        File = finding.Place.File,
        Line = finding.Place.Line,
        Column = finding.Place.Column,
        Kind = NameOf(finding.Kind),
        RuleId = finding.Rule?.Id,
        Problem = finding.Problem,
        Advice = finding.Advice,
    };
}
