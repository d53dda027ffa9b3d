namespace Sekisho.Sigma.Scenarios;

/// <summary>What a scenario is made of and how long it is remembered.</summary>
public sealed record ScenarioOptions
{
    /// <summary>
    /// The stages in the order of an attack, as rules tag them (<c>attack.initial-access</c>); at most 16. The usual
    /// ones are the tactics of MITRE ATT&amp;CK.
    /// </summary>
    public IReadOnlyList<string> Stages { get; init; } =
    [
        "reconnaissance", "initial-access", "execution", "persistence", "privilege-escalation", "defense-evasion", "credential-access",
        "discovery", "lateral-movement", "collection", "command-and-control", "exfiltration", "impact",
    ];

    /// <summary>How many different stages an entity must have shown before it is told.</summary>
    public int MinStages { get; init; } = 4;

    /// <summary>For how many months a stage counts; at most 13.</summary>
    public int MemoryMonths { get; init; } = 13;

    /// <summary>
    /// How many entities are remembered, 24 bytes each. When one more comes, the one among a few that was quiet for the
    /// longest time is forgotten, and counted. Stops invented names from filling the memory.
    /// </summary>
    public int MaxEntities { get; init; } = 4_000_000;
}
