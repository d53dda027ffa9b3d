namespace Sekisho.Edge.Greylisting;

/// <summary>What greylisting says to a message.</summary>
/// <param name="Result">The answer.</param>
/// <param name="SinceFirst">The time since the message came first; zero where it has not come before.</param>
internal sealed record GreylistAnswer(GreylistResult Result, TimeSpan SinceFirst = default);
