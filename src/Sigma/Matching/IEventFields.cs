using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Matching;

/// <summary>
/// An event, as the engine sees it: a list of values with the numbers of their fields. Whoever has events keeps them in
/// the form they have and shows them through this; nothing is copied.
/// </summary>
public interface IEventFields
{
    /// <summary>What kind of log it comes from; use few objects and give the same one for events of the same kind.</summary>
    EventLogSource LogSource { get; }

    /// <summary>When it happened, or null when it does not say. Correlations need it.</summary>
    DateTimeOffset? Time { get; }

    /// <summary>How many values it has. A field with several values has several entries.</summary>
    int Count { get; }

    /// <summary>
    /// The number of the field of a value, from <see cref="FieldTable.Find"/> of the rule set in use (callers remember
    /// it per name); -1 when no rule names the field. Keywords search all values.
    /// </summary>
    /// <param name="index">Which value, below <see cref="Count"/>.</param>
    int Field(int index);

    /// <summary>The kind of a value.</summary>
    /// <param name="index">Which value.</param>
    EventValueKind Kind(int index);

    /// <summary>The text of a value as UTF-8; it must stay the same during one call of the engine.</summary>
    /// <param name="index">Which value.</param>
    ReadOnlySpan<byte> Text(int index);
}
