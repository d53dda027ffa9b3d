using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>What a rule demands of one value of a field.</summary>
internal abstract class ValueTest
{
    /// <summary>Equal for tests that demand the same.</summary>
    public abstract string Key { get; }

    /// <summary>It also holds when the event does not have the field.</summary>
    public virtual bool MatchesAbsent => false;

    /// <summary>The names of other fields it looks at.</summary>
    public virtual string? OtherField => null;

    /// <summary>Whether a value of the event fits.</summary>
    /// <param name="view">The event.</param>
    /// <param name="value">Which value.</param>
    public abstract bool Matches(EventView view, int value);

    /// <summary>Told the number of <see cref="OtherField"/>, once.</summary>
    public virtual void Bind(int otherField)
    {
    }
}
