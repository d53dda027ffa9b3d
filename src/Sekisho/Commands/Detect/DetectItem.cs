using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sekisho.Commands.Detect;

/// <summary>A line of 'detect': a rule has fired over an event, or a correlation over several.</summary>
internal sealed record DetectItem
{
    /// <summary>The id of the rule; empty when it has none.</summary>
    [JsonPropertyName("rule_id")]
    public required string RuleId { get; init; }

    /// <summary>Its title.</summary>
    [JsonPropertyName("rule_title")]
    public required string RuleTitle { get; init; }

    /// <summary>Its level; empty when it does not say.</summary>
    [JsonPropertyName("level")]
    public required string Level { get; init; }

    /// <summary>The file, as it was given.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>The number of the record in its log, or the line.</summary>
    [JsonPropertyName("record")]
    public required long Record { get; init; }

    /// <summary>When it happened; null when the event does not say.</summary>
    [JsonPropertyName("time")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Time { get; init; }

    /// <summary>The fields that the rule looks at or wants shown, and where the event comes from.</summary>
    [JsonPropertyName("fields")]
    public required JsonObject Fields { get; init; }

    /// <summary>With --explain: each selection, whether it holds, and the values that fit.</summary>
    [JsonPropertyName("explain")]
    public JsonObject? Explain { get; init; }

    /// <summary>For a correlation what was counted or computed, for a scenario the number of stages.</summary>
    [JsonPropertyName("value")]
    public double? Value { get; init; }

    /// <summary>For a correlation: the events of its window.</summary>
    [JsonPropertyName("events")]
    public IReadOnlyList<DetectEventItem>? Events { get; init; }
}
