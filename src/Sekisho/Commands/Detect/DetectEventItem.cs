using System.Text.Json.Serialization;

namespace Sekisho.Commands.Detect;

/// <summary>An event that a correlation counted, in a line of 'detect'.</summary>
internal sealed record DetectEventItem
{
    /// <summary>The rule whose hit it was: its id, or its name when it has none.</summary>
    [JsonPropertyName("rule_id")]
    public required string RuleId { get; init; }

    /// <summary>The file, as it was given.</summary>
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary>The number of the record in its log, or the line.</summary>
    [JsonPropertyName("record")]
    public required long Record { get; init; }

    /// <summary>When it happened.</summary>
    [JsonPropertyName("time")]
    public required string? Time { get; init; }
}
