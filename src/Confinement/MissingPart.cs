namespace Sekisho.Confinement;

/// <summary>A part of a confinement that is not there.</summary>
/// <param name="Part">Which.</param>
/// <param name="Reason">Why, in words for the operator.</param>
public sealed record MissingPart(ConfinementPart Part, string Reason);
