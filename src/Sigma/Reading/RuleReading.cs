using System.Text;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>
/// Reads rule files: any number of YAML documents, each a rule, a correlation or a filter. All errors are told, with
/// file, line and column; a document with an error is left out, the others are used. Throws over no bytes.
/// </summary>
public sealed class RuleReading
{
    private readonly string _file;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _placeholders;
    private readonly List<RuleProblem> _problems = [];
    private readonly List<SigmaRule> _rules = [];
    private readonly List<CorrelationRule> _correlations = [];
    private readonly List<FilterRule> _filters = [];
    private readonly List<RuleHeader> _disabled = [];

    private RuleReading(string file, IReadOnlyDictionary<string, IReadOnlyList<string>> placeholders) => (_file, _placeholders) = (file, placeholders);

    /// <summary>Reads a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="placeholders">The values of placeholders by name, or null for none.</param>
    public static RuleFile Read(ReadOnlySpan<byte> content, string file, IReadOnlyDictionary<string, IReadOnlyList<string>>? placeholders = null)
    {
        var reading = new RuleReading(file, placeholders ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        if (content.Length > RuleLimits.MaxFileBytes) reading.Tell(RuleProblemKind.Error, 1, 1, $"The file has {content.Length} bytes; at most {RuleLimits.MaxFileBytes} are read.", "Split it.");
        else reading.ReadDocuments(Encoding.UTF8.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content));
        return new RuleFile { Rules = reading._rules, Correlations = reading._correlations, Filters = reading._filters, Disabled = reading._disabled, Problems = reading._problems };
    }

    private void ReadDocuments(string text)
    {
        var actions = new DocumentActions();
        var documents = YamlDocuments.Read(
            text,
            (line, column, problem, advice) => Tell(RuleProblemKind.Error, line, column, problem, advice),
            (line, column, problem, advice) => Tell(RuleProblemKind.Warning, line, column, problem, advice));
        foreach (var root in documents)
        {
            if (root is YamlScalar { IsNull: true }) continue;
            if (root is not YamlMap map)
            {
                Tell(RuleProblemKind.Error, root.Line, root.Column, "A rule is a mapping.", "Begin with 'title: …'.");
                continue;
            }

            if (actions.Take(map, out var problem) is { } document) ReadDocument(document);
            else if (problem is not null) Tell(RuleProblemKind.Error, map.Line, map.Column, problem);
        }
    }

    private void ReadDocument(YamlMap map)
    {
        var section = new RuleSection(map, _file, _problems);
        var errors = Errors;
        var header = section.Header();
        var detection = map.Find("detection");
        if (header.Status == RuleFile.DisabledStatus)
        {
            if (header.Id.Length > 0) _disabled.Add(header);
            else Tell(RuleProblemKind.Error, map.Line, map.Column, $"'status: {RuleFile.DisabledStatus}' stands without an id.", "Write the id of the rule that is to be switched off.");
            return;
        }

        // Some rules explain in words what to correlate with: those are rules over single events.
        if (map.Find("correlation") is { } correlation && (correlation is YamlMap || detection is null))
        {
            if (CorrelationReading.Read(section, header, correlation) is { } rule && Errors == errors) _correlations.Add(rule);
        }
        else if (map.Find("filter") is { } filter)
        {
            if (FilterReading.Read(section, header, filter, _placeholders) is { } rule && Errors == errors) _filters.Add(rule);
        }
        else if (detection is not null)
        {
            ReadRule(section, header, detection, errors);
        }
        else
        {
            Tell(RuleProblemKind.Error, map.Line, map.Column, "There is no 'detection', 'correlation' or 'filter'.", "A rule needs one of them.");
        }
    }

    private void ReadRule(RuleSection section, RuleHeader header, YamlNode detection, int errors)
    {
        // A rule with an old aggregation is two: one without a name of its own, and a correlation over it.
        var reference = $"{header.Place} aggregated";
        var aggregation = detection is YamlMap map ? AggregationReading.Of(header, map, reference) : null;
        var named = aggregation is null ? header : header with { Id = "", Name = reference };
        if (DetectionReading.Read(section, named, detection, _placeholders) is not { } rule || Errors != errors) return;
        _rules.Add(rule);
        if (aggregation is not null) _correlations.Add(aggregation);
    }

    private int Errors => _problems.Count(problem => problem.Kind != RuleProblemKind.Warning);

    private void Tell(RuleProblemKind kind, int line, int column, string problem, string advice = "") =>
        _problems.Add(new RuleProblem(kind, new RulePlace(_file, line, column), problem, advice));
}
