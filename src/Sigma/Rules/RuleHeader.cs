using Sekisho.Sigma.Samples;

namespace Sekisho.Sigma.Rules;

/// <summary>What every kind of rule says of itself.</summary>
public sealed record RuleHeader
{
    /// <summary>The id; empty when it has none.</summary>
    public required string Id { get; init; }

    /// <summary>The name that correlations may use in place of the id; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The level.</summary>
    public RuleLevel Level { get; init; }

    /// <summary>The status; empty when it does not say.</summary>
    public string Status { get; init; } = "";

    /// <summary>Who wrote it; to be kept with the rule (Detection Rule License 1.1).</summary>
    public string Author { get; init; } = "";

    /// <summary>The licence; empty when it does not say.</summary>
    public string License { get; init; } = "";

    /// <summary>The tags, for instance <c>attack.initial-access</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Fields that whoever looks at a hit wants to see.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Other keys at the top of the rule that have a single value, for instance <c>score</c>, <c>action</c> and <c>reason</c> of rules over mail.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where each of the other keys at the top stands, those with several values included.</summary>
    public IReadOnlyDictionary<string, RulePlace> CustomPlaces { get; init; } = new Dictionary<string, RulePlace>(StringComparer.Ordinal);

    /// <summary>Events written into the rule over which it must fire, and others over which it must not; null when it has none.</summary>
    public RuleSamples? Samples { get; init; }

    /// <summary>Where it stands.</summary>
    public required RulePlace Place { get; init; }

    /// <summary>What correlations and filters may call it: id or name.</summary>
    /// <param name="reference">What they call it.</param>
    public bool IsCalled(string reference) => (Id.Length > 0 && string.Equals(Id, reference, StringComparison.OrdinalIgnoreCase)) || (Name.Length > 0 && Name == reference);
}
