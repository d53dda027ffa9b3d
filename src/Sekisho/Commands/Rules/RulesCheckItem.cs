using System.Text.Json.Serialization;

namespace Sekisho.Commands.Rules;

/// <summary>A line of 'rules check'.</summary>
internal sealed record RulesCheckItem
{
    /// <summary>The rule file.</summary>
    public required string File { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>error, skipped, dead, noLogs, duplicate, costly or warning.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of the rule, when it could be read.</summary>
    [JsonPropertyName("rule_id")]
    public string? RuleId { get; init; }

    /// <summary>What was found.</summary>
    public required string Problem { get; init; }

    /// <summary>What to do; may be empty.</summary>
    public required string Advice { get; init; }
}
