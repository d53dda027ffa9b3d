using System.CommandLine;
using System.Globalization;
using System.Text;
using Sekisho.Events;
using Sekisho.Events.Sources;
using Sekisho.Kernel.Time;
using Sekisho.Output;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Scenarios;

namespace Sekisho.Commands.Detect;

/// <summary>Runs Sigma rules over logs.</summary>
internal sealed class DetectCommand : LeafCommand
{
    /// <summary>At most so many rules that could not be loaded are told one by one, unless --stats asks for all.</summary>
    private const int MaxToldRules = 10;

    private readonly Option<string[]> _rules = new("--rules") { Description = "Sigma rules: a file, or a folder with all .yml below it; several may be given.", HelpName = "PATH", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _events = new("--events") { Description = "Logs: files, or folders with everything below them; several may be given.", HelpName = "FILE", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _format = new("--format") { Description = $"The format of the logs: {string.Join(", ", Enum.GetNames<EventFormat>()).ToLowerInvariant()}.", HelpName = "NAME", DefaultValueFactory = _ => "auto" };
    private readonly Option<string?> _logSource = new("--logsource") { Description = "The log source of events that do not tell their own: product=NAME,service=NAME,category=NAME.", HelpName = "SOURCE" };
    private readonly Option<string> _logZone = new("--log-zone") { Description = "The time zone of logs that do not write theirs (old syslog): its name, Asia/Tokyo.", HelpName = "NAME", DefaultValueFactory = _ => "UTC" };
    private readonly Option<string?> _logEnds = new("--log-ends") { Description = "When logs end that do not write the year (old syslog): 2024-03-01. Without it, now.", HelpName = "TIME" };
    private readonly Option<string?> _placeholders = new("--placeholders") { Description = "What placeholders of rules (%name%) stand for: a YAML file, name: [values].", HelpName = "FILE" };
    private readonly Option<string?> _scenarios = new("--scenarios") { Description = "Remember for each host, user and address which stages of an attack it has shown, and tell when there are enough; FILE (YAML) says otherwise which stages, how many, and who.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _state = new("--state") { Description = "A folder where correlations and scenarios remember from run to run.", HelpName = "FOLDER" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Tell with each hit which selections hold and which values fit." };
    private readonly Option<bool> _stats = new("--stats") { Description = "Tell at the end how much was read, how fast, and which rules were left out and why." };

    /// <summary>Makes the command.</summary>
    public DetectCommand(Surroundings surroundings)
        : base("detect", "Run Sigma rules over logs and tell every hit.", surroundings)
    {
        foreach (var option in new Option[] { _rules, _events, _format, _logSource, _logZone, _logEnds, _placeholders, _scenarios, _state, _explain, _stats }) Add(option);
        _format.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Enum.TryParse<EventFormat>(result.Tokens[0].Value, ignoreCase: true, out _)) result.AddError($"'{result.Tokens[0].Value}' is no format: there are {string.Join(", ", Enum.GetNames<EventFormat>()).ToLowerInvariant()}.");
        });
        _logZone.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !TimeZoneInfo.TryFindSystemTimeZoneById(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no time zone: write its name, for instance Europe/Berlin.");
        });
        _logEnds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !TimeText.TryParse(Encoding.UTF8.GetBytes(result.Tokens[0].Value), out _)) result.AddError($"'{result.Tokens[0].Value}' is no time: write 2024-03-01 or 2024-03-01T10:00:00Z.");
        });
        _logSource.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !EventSource.TryParse(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no log source: write product=NAME,service=NAME,category=NAME, or some of them.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("rule_id", "the id of the rule; scenario when an entity has shown enough stages of an attack"),
        new("rule_title", "its title"),
        new("level", "informational, low, medium, high or critical; empty when the rule does not say"),
        new("file", "the log, as it was given"),
        new("record", "the EventRecordID of the event, or its line number; for a correlation that of its last event"),
        new("time", "when it happened, in UTC; null when the event does not say"),
        new("fields{}", "the fields that the rule looks at or wants shown, with EventID, Channel and Computer; for a correlation those it groups by"),
        new("value", "for a correlation what was counted or computed, for a scenario how many stages; absent otherwise"),
        new("events[]", "for a correlation: {rule_id, file, record, time} of the events of its window; absent otherwise"),
        new("explain{}", "with --explain: for each selection whether it holds, and the values that fit"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 everything was read, whatever was found; 1 a log could not be read or no rule could be loaded, 2 wrong usage.";

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var clock = Surroundings.Clock;
        var started = clock.GetTimestamp();
        if (!TryScenarios(parse, output, out var scenarios)) return Task.FromResult(ExitCodes.Failed);
        var loaded = Rules.RuleSources.Load(parse.GetRequiredValue(_rules), parse.GetValue(_placeholders), Surroundings.CurrentFolder, output, scenarios is null ? null : ScenarioFollower.FieldsOf(scenarios));
        if (loaded is null) return Task.FromResult(ExitCodes.Failed);
        var loading = clock.GetElapsedTime(started);
        var stats = parse.GetValue(_stats);
        TellFailures(loaded, output, stats ? int.MaxValue : MaxToldRules);
        if (loaded.Rules.Rules.Count == 0) return Task.FromResult(output.Fail("No rule could be loaded."));
        var run = new DetectRun(loaded.Rules, OptionsOf(parse), Enum.Parse<EventFormat>(parse.GetRequiredValue(_format), ignoreCase: true), Surroundings.CurrentFolder, parse.GetValue(_explain), scenarios, Tell);
        var memory = parse.GetValue(_state) is { } folder ? new DetectMemory(Path.GetFullPath(folder, Surroundings.CurrentFolder)) : null;
        foreach (var lost in memory?.Load(run) ?? []) output.Note(lost);
        var progress = new DetectProgress(output.Console.Error, clock, wanted: !Console.IsErrorRedirected);
        started = clock.GetTimestamp();
        var failed = 0;
        foreach (var file in Files.InputFiles.Of(parse.GetRequiredValue(_events), Surroundings.CurrentFolder))
        {
            var problem = run.Read(file, output.Note, (done, all) => progress.Show(file.Path, done, all), cancellation);
            progress.Clear();
            if (problem is null) continue;
            failed++;
            output.Fail($"{file.Path}: {problem}");
        }

        run.Finish(goesOn: memory is not null);
        memory?.Save(run);
        if (run.Counts.UnknownSource > 0) output.Note($"{run.Counts.UnknownSource} of {run.Counts.Events} events do not tell what log they come from: only rules without logsource were tried on them. Say it with --logsource.");
        if (stats) TellStats(loaded, run, loading, clock.GetElapsedTime(started), output);
        return Task.FromResult(failed == 0 ? ExitCodes.Done : ExitCodes.Failed);

        void Tell(DetectItem item)
        {
            if (output.Json) output.WriteJson(item, ProgramJson.Default.DetectItem);
            else output.WriteLine(DetectItems.TextOf(item));
        }
    }

    /// <summary>What scenarios are made of; null when none are wanted.</summary>
    /// <returns>False when the file is wrong, which has been told.</returns>
    private bool TryScenarios(ParseResult parse, CommandOutput output, out ScenarioOptions? scenarios)
    {
        scenarios = null;
        if (parse.GetResult(_scenarios) is null) return true;
        var problems = new List<RuleProblem>();
        scenarios = parse.GetValue(_scenarios) is { } file ? ScenarioFile.Read(File.ReadAllBytes(Path.GetFullPath(file, Surroundings.CurrentFolder)), file, problems) : new ScenarioOptions();
        foreach (var problem in problems) output.Fail(problem.ToString());
        return problems.Count == 0;
    }

    private EventReaderOptions OptionsOf(ParseResult parse) => new()
    {
        AssumedSource = parse.GetValue(_logSource) is { } text && EventSource.TryParse(text, out var source) ? source : null,
        LogZone = TimeZoneInfo.FindSystemTimeZoneById(parse.GetRequiredValue(_logZone)),
        LogEnds = parse.GetValue(_logEnds) is { } ends && TimeText.TryParse(Encoding.UTF8.GetBytes(ends), out var end) ? end : null,
        Clock = Surroundings.Clock,
    };

    private static void TellFailures(LoadedRules loaded, CommandOutput output, int most)
    {
        var failures = loaded.Failures.ToList();
        foreach (var failure in failures.Take(most)) output.Note(failure.ToString());
        if (failures.Count > most) output.Note($"{failures.Count} rules were left out; --stats or 'sekisho rules check' tells all.");
    }

    private static void TellStats(LoadedRules loaded, DetectRun run, TimeSpan loading, TimeSpan running, CommandOutput output)
    {
        var seconds = Math.Max(running.TotalSeconds, 1e-6);
        var errors = loaded.Problems.Count(problem => problem.Kind == RuleProblemKind.Error);
        var skipped = loaded.Problems.Count(problem => problem.Kind == RuleProblemKind.Skipped);
        Say($"rules: {loaded.Rules.Rules.Count} rules, {loaded.Rules.Correlations.Count} correlations, {loaded.Rules.Filters.Count} filters from {loaded.FileCount} files in {loading.TotalSeconds:0.00} s; {skipped} skipped, {errors} wrong");
        Say($"events: {run.Counts.Events} from {run.Counts.Files} files ({run.Counts.Bytes / 1e6:0.0} MB) in {seconds:0.00} s: {run.Counts.Events / seconds:0} events/s, {run.Counts.Bytes / 1e6 / seconds:0.0} MB/s; {run.Counts.Skipped} places skipped, {run.Counts.UnknownSource} of unknown source");
        Say($"hits: {run.Counts.Hits}; {run.Matcher.RulesVerified / Math.Max(run.Counts.Events, 1d):0.0} rules worked through per event, {run.Matcher.RegexTimeouts} regular expressions out of time");
        if (run.Scenarios is { } scenarios) Say($"scenarios: {scenarios.Memory.Count} entities remembered in {scenarios.Memory.Bytes / 1e6:0.0} MB, {scenarios.Memory.Evicted} forgotten");
        if (loaded.Rules.Correlations.Count > 0) Say($"correlations: {run.Correlator.GroupCount} groups open, {run.Correlator.EvictedGroups} forgotten, {run.Correlator.TimelessEvents} hits without a time");

        void Say(FormattableString text) => output.Note(text.ToString(CultureInfo.InvariantCulture));
    }
}
