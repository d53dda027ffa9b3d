using System.Globalization;
using System.Text;
using Sekisho.Sigma.Rules;
using Sekisho.Sigma.Scenarios;

namespace Sekisho.Sigma.Reading;

/// <summary>
/// Reads what scenarios are made of: a YAML mapping with <c>stages</c>, <c>min-stages</c>, <c>memory-months</c>,
/// <c>max-entities</c>, <c>entities</c> (kind → fields) and <c>ignored</c>; what is not there stays as usual.
/// </summary>
public static class ScenarioFile
{
    private const int MaxStages = 16;
    private const int MaxMonths = 13;

    /// <summary>Reads options.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="problems">Is given what is wrong.</param>
    public static ScenarioOptions Read(ReadOnlySpan<byte> content, string file, ICollection<RuleProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var options = new ScenarioOptions();
        foreach (var root in YamlDocuments.Read(Encoding.UTF8.GetString(content), Tell, Tell))
        {
            if (root is not YamlMap map)
            {
                Tell(root.Line, root.Column, "Scenarios are a mapping.", "Write 'min-stages: 4', for instance.");
                continue;
            }

            foreach (var (key, value) in map.Members) options = Apply(options, key, value, Tell);
        }

        return options;

        void Tell(int line, int column, string problem, string advice) => problems.Add(new RuleProblem(RuleProblemKind.Error, new RulePlace(file, line, column), problem, advice));
    }

    private static ScenarioOptions Apply(ScenarioOptions options, YamlScalar key, YamlNode value, Action<int, int, string, string> tell)
    {
        switch (key.Text)
        {
            case "stages":
                var stages = RuleSection.Texts(value);
                if (stages.Count is 0 or > MaxStages) tell(value.Line, value.Column, $"There are {stages.Count} stages; 1 to {MaxStages} are possible.", "");
                return stages.Count is 0 or > MaxStages ? options : options with { Stages = stages };
            case "ignored": return options with { Ignored = RuleSection.Texts(value) };
            case "entities" when value is YamlMap kinds:
                return options with { Entities = kinds.Members.ToDictionary(kind => kind.Key.Text, kind => RuleSection.Texts(kind.Value), StringComparer.Ordinal) };
            case "min-stages": return options with { MinStages = Number(value, MaxStages, tell) ?? options.MinStages };
            case "memory-months": return options with { MemoryMonths = Number(value, MaxMonths, tell) ?? options.MemoryMonths };
            case "max-entities": return options with { MaxEntities = Number(value, int.MaxValue / 64, tell) ?? options.MaxEntities };
            default:
                tell(key.Line, key.Column, $"There is no '{key.Text}' here.", "There are stages, min-stages, memory-months, max-entities, entities (a mapping) and ignored.");
                return options;
        }
    }

    private static int? Number(YamlNode value, int most, Action<int, int, string, string> tell)
    {
        if (value is YamlScalar scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        tell(value.Line, value.Column, $"This must be a number from 1 to {most}.", "");
        return null;
    }
}
