namespace Sekisho.Sigma.Matching;

/// <summary>What an event has to do with a selection.</summary>
/// <param name="Name">The selection.</param>
/// <param name="Holds">The event fulfils it.</param>
/// <param name="Values">The values of the event that fit something in it.</param>
public sealed record SelectionExplanation(string Name, bool Holds, IReadOnlyList<MatchedValue> Values);
