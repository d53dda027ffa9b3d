using System.Text.Json;

namespace Sekisho.Confinement;

/// <summary>What of a confinement holds now.</summary>
/// <param name="Applied">What holds, in the order in which it was applied.</param>
/// <param name="Missing">What the policy asks for and the kernel does not offer, or refused.</param>
public sealed record ConfinementOutcome(IReadOnlyList<ConfinementPart> Applied, IReadOnlyList<MissingPart> Missing)
{
    /// <summary>Nothing yet.</summary>
    public static ConfinementOutcome None { get; } = new([], []);

    /// <summary>Whether everything that was asked for holds.</summary>
    public bool IsWhole => Missing.Count == 0 && Applied.Count > 0;

    /// <summary>Both together.</summary>
    public ConfinementOutcome And(ConfinementOutcome later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return new ConfinementOutcome([.. Applied, .. later.Applied], [.. Missing, .. later.Missing]);
    }

    /// <summary>As one line of JSON, for the environment of a process.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ConfinementJson.Default.ConfinementOutcome);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ConfinementOutcome FromJson(string json) =>
        JsonSerializer.Deserialize(json, ConfinementJson.Default.ConfinementOutcome) ?? throw new JsonException("There is no outcome.");
}
