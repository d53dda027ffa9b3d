using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sekisho.Events;
using Sekisho.Events.Names;
using Sekisho.Sigma.Correlating;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;
using Sekisho.Sigma.Scenarios;

namespace Sekisho.Commands.Detect;

/// <summary>Makes the lines of 'detect'.</summary>
internal static class DetectItems
{
    /// <summary>What stands in place of the id of a rule where an entity has shown many stages.</summary>
    private const string ScenarioId = "scenario";

    /// <summary>Shown with every hit, where the event has them.</summary>
    private static readonly string[] Always = ["EventID", "Channel", "Computer"];

    /// <summary>The line of a hit.</summary>
    public static DetectItem Of(SigmaRule rule, string file, EventRecord record, FieldNames names, RuleExplanation? explanation) => new()
    {
        RuleId = rule.Header.Id,
        RuleTitle = rule.Header.Title,
        Level = LevelOf(rule.Header.Level),
        File = file,
        Record = record.Position,
        Time = TimeOf(record.Time),
        Fields = FieldsOf(rule, record, names),
        Explain = explanation is null ? null : ExplainOf(explanation),
    };

    /// <summary>The line of a correlation.</summary>
    public static DetectItem Of(CorrelationHit hit)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in hit.Group) fields[name] = value;
        return new DetectItem
        {
            RuleId = hit.Rule.Header.Id,
            RuleTitle = hit.Rule.Header.Title,
            Level = LevelOf(hit.Rule.Header.Level),
            File = hit.File,
            Record = hit.Record,
            Time = TimeOf(hit.Time),
            Fields = fields,
            Value = hit.Value,
            Events = [.. hit.Events.Select(one => new DetectEventItem { RuleId = one.Rule.Id.Length > 0 ? one.Rule.Id : one.Rule.Name, File = one.File, Record = one.Record, Time = TimeOf(one.Time) })],
        };
    }

    /// <summary>The line of an entity that has shown many stages of an attack.</summary>
    public static DetectItem Of(ScenarioHit hit, string file, long record) => new()
    {
        RuleId = ScenarioId,
        RuleTitle = "Stages of an attack",
        Level = LevelOf(RuleLevel.Critical),
        File = file,
        Record = record,
        Time = TimeOf(hit.Time),
        Fields = new JsonObject { [hit.Kind] = hit.Name, ["stages"] = new JsonArray([.. hit.Stages.Select(stage => (JsonNode?)stage)]), ["last_rule"] = hit.Rule.Id },
        Value = hit.Stages.Count,
    };

    /// <summary>A line for people.</summary>
    public static string TextOf(DetectItem item)
    {
        var fields = string.Join(", ", item.Fields.Where(field => field.Value is not null).Take(6).Select(field => $"{field.Key}={field.Value}"));
        var value = item.Value is { } counted ? string.Create(CultureInfo.InvariantCulture, $" [{counted:0.##}]") : "";
        return $"{item.Time ?? "-"} {item.Level} {item.RuleTitle}{value} ({item.File}:{item.Record}) {fields}".TrimEnd();
    }

    private static string LevelOf(RuleLevel level) => level == RuleLevel.None ? "" : level.ToString().ToLowerInvariant();

    private static string? TimeOf(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static JsonObject FieldsOf(SigmaRule rule, EventRecord record, FieldNames names)
    {
        var wanted = new HashSet<string>(Always.Concat(rule.FieldNames).Concat(rule.Header.Fields), StringComparer.OrdinalIgnoreCase);
        var fields = new JsonObject();
        for (var i = 0; i < record.Count; i++)
        {
            if (record.NameId(i) < 0) continue;
            var name = Encoding.UTF8.GetString(names.NameOf(record.NameId(i)));
            if (!wanted.Contains(name.Replace(" ", "", StringComparison.Ordinal))) continue;
            var value = record.Kind(i) == Events.EventValueKind.Null ? null : JsonValue.Create(Encoding.UTF8.GetString(record.Text(i)));
            if (!fields.TryGetPropertyValue(name, out var known)) fields[name] = value;
            else if (known is JsonArray several) several.Add((JsonNode?)value);
            else fields[name] = new JsonArray(known?.DeepClone(), value);
        }

        return fields;
    }

    private static JsonObject ExplainOf(RuleExplanation explanation)
    {
        var selections = new JsonObject();
        foreach (var selection in explanation.Selections)
        {
            var values = new JsonArray();
            foreach (var value in selection.Values) values.Add((JsonNode)new JsonObject { ["field"] = value.Field, ["value"] = value.Value });
            selections[selection.Name] = new JsonObject { ["holds"] = selection.Holds, ["values"] = values };
        }

        return selections;
    }
}
