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
        // With loops: see ConfinementText.
        var applied = new ConfinementPart[Applied.Count + later.Applied.Count];
        for (var i = 0; i < applied.Length; i++) applied[i] = i < Applied.Count ? Applied[i] : later.Applied[i - Applied.Count];
        return new ConfinementOutcome(applied, [.. Missing, .. later.Missing]);
    }

    /// <summary>As text, for the environment of a process.</summary>
    public string ToText() => ConfinementText.Of(this);

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ConfinementOutcome FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ConfinementText.Outcome(text);
    }
}
