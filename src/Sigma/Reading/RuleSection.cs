using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>A document of a rule file while it is read: its members, and where its problems go.</summary>
internal sealed class RuleSection(YamlMap map, string file, List<RuleProblem> problems)
{
    private static readonly HashSet<string> KnownKeys = new(StringComparer.Ordinal)
    {
        "title", "id", "name", "related", "taxonomy", "status", "description", "license", "author", "references", "reference", "date", "modified", "logsource", "detection",
        "fields", "falsepositives", "level", "tags", "scope", "correlation", "filter", "generate", "regression_tests_path", "simulation", "samples",
    };

    public YamlMap Map => map;

    public void Error(YamlNode at, string problem, string advice = "") => problems.Add(new RuleProblem(RuleProblemKind.Error, Place(at), problem, advice));

    public void Warn(YamlNode at, string problem, string advice = "") => problems.Add(new RuleProblem(RuleProblemKind.Warning, Place(at), problem, advice));

    public void Tell(RuleProblemKind kind, RulePlace place, string problem, string advice) => problems.Add(new RuleProblem(kind, place, problem, advice));

    public RulePlace Place(YamlNode at) => new(file, at.Line, at.Column);

    /// <summary>What the rule says of itself.</summary>
    public RuleHeader Header()
    {
        var title = Text("title");
        if (title.Length == 0 && Text("status") != RuleFile.DisabledStatus) Warn(map, "The rule has no title.", "Add 'title: …'.");
        return new RuleHeader
        {
            Id = Text("id"),
            Name = Text("name"),
            Title = title.Length > 0 ? title : Text("id") is { Length: > 0 } id ? id : "(no title)",
            Level = Level(),
            Status = Text("status"),
            Author = Text("author"),
            License = Text("license"),
            Tags = Texts(map.Find("tags")),
            Fields = Texts(map.Find("fields")),
            Custom = map.Members.Where(member => !KnownKeys.Contains(member.Key.Text) && member.Value is YamlScalar)
                .ToDictionary(member => member.Key.Text, member => ((YamlScalar)member.Value).Text, StringComparer.Ordinal),
            CustomPlaces = map.Members.Where(member => !KnownKeys.Contains(member.Key.Text)).ToDictionary(member => member.Key.Text, member => Place(member.Key), StringComparer.Ordinal),
            Samples = SampleReading.Read(this),
            Place = Place(map),
        };
    }

    /// <summary>The logs the rule is for.</summary>
    public RuleLogSource LogSource()
    {
        if (map.Find("logsource") is not { } node)
        {
            Warn(map, "The rule has no logsource: it is tried on every event.", "Add 'logsource:' with product, service or category.");
            return new RuleLogSource(null, null, null);
        }

        if (node is not YamlMap source)
        {
            Error(node, "'logsource' is a mapping.", "Write product, service and category below it.");
            return new RuleLogSource(null, null, null);
        }

        return new RuleLogSource(Member(source, "product"), Member(source, "service"), Member(source, "category"));
    }

    /// <summary>A list of words; one word alone is a list of one.</summary>
    public static IReadOnlyList<string> Texts(YamlNode? node) => node switch
    {
        YamlScalar { IsNull: false } scalar => [scalar.Text],
        YamlList list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)],
        _ => [],
    };

    private static string? Member(YamlMap source, string key) => source.Find(key) is YamlScalar { IsNull: false } scalar && scalar.Text.Length > 0 ? scalar.Text : null;

    private string Text(string key)
    {
        switch (map.Find(key))
        {
            case null or YamlScalar { IsNull: true }: return "";
            case YamlScalar scalar: return scalar.Text;
            case YamlList list when key == "author": return string.Join(", ", Texts(list));
            case var other:
                Warn(other!, $"'{key}' is a single value.");
                return "";
        }
    }

    private RuleLevel Level()
    {
        var text = Text("level");
        if (text.Length == 0) return RuleLevel.None;
        if (Enum.TryParse<RuleLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) && char.IsAsciiLetter(text[0])) return level;
        Warn(map.Find("level")!, $"There is no level '{text}'.", "There are informational, low, medium, high and critical.");
        return RuleLevel.None;
    }
}
