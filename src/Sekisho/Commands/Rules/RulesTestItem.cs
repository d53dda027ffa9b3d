using System.Text.Json.Serialization;

namespace Sekisho.Commands.Rules;

/// <summary>A line of 'rules test': what a rule did over one of its samples.</summary>
internal sealed record RulesTestItem
{
    /// <summary>The rule file.</summary>
    public required string File { get; init; }

    /// <summary>The line of the sample, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The rule's id; may be empty for rules that are not over mail.</summary>
    [JsonPropertyName("rule_id")]
    public required string RuleId { get; init; }

    /// <summary>Its title.</summary>
    [JsonPropertyName("rule_title")]
    public required string RuleTitle { get; init; }

    /// <summary>positive or negative.</summary>
    public required string Sample { get; init; }

    /// <summary>The rule fired.</summary>
    public required bool Fired { get; init; }

    /// <summary>It did what it should.</summary>
    public required bool Right { get; init; }

    /// <summary>Why not; null when it did.</summary>
    public string? Why { get; init; }
}
