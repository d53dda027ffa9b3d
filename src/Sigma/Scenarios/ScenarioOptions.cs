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
        "reconnaissance", "resource-development", "initial-access", "execution", "persistence", "privilege-escalation", "defense-evasion", "credential-access",
        "discovery", "lateral-movement", "collection", "command-and-control", "exfiltration", "impact",
    ];

    /// <summary>Other names of stages: younger versions of ATT&amp;CK have two tactics in place of one.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["stealth"] = "defense-evasion", ["defense-impairment"] = "defense-evasion" };

    /// <summary>
    /// Kinds of entities, and the fields whose value names one; the first field that an event has counts. Each entity
    /// of an event shows the stage.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Entities { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["host"] = ["Computer", "Hostname", "host.name", "host", "hostname"],
        ["user"] = ["TargetUserName", "User", "SubjectUserName", "user.name", "user", "UserId", "userPrincipalName"],
        ["address"] = ["IpAddress", "SourceIp", "src_ip", "c-ip", "client_ip", "ClientIP", "rhost"],
    };

    /// <summary>Values that name nobody in particular, compared without case; <c>*</c> stands for any characters.</summary>
    public IReadOnlyList<string> Ignored { get; init; } =
    [
        "", "-", "?", "null", "localhost", "::1", "127.*", "SYSTEM", "NT AUTHORITY\\*", "LOCAL SERVICE", "NETWORK SERVICE", "ANONYMOUS LOGON", "Window Manager\\*", "DWM-*", "UMFD-*", "*$",
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
