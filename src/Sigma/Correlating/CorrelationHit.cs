using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Correlating;

/// <summary>A correlation has fired.</summary>
/// <param name="Rule">The correlation.</param>
/// <param name="Time">The time of the event that completed it; for windows that had to end first, of their last event.</param>
/// <param name="File">The log of that event, as the caller named it.</param>
/// <param name="Record">The position of that event in its log.</param>
/// <param name="Value">What was counted or computed.</param>
/// <param name="Group">The fields that had the same values, with those values (null: the events do not have the field).</param>
/// <param name="Events">The events of the window that are remembered, in the order of their times: of equal values, and of equal rules of a temporal correlation, the latest.</param>
public sealed record CorrelationHit(
    CorrelationRule Rule, DateTimeOffset Time, string File, long Record, double Value, IReadOnlyList<KeyValuePair<string, string?>> Group, IReadOnlyList<CorrelationEvent> Events);
