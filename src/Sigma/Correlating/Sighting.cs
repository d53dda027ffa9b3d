using System.Text;
using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Correlating;

/// <summary>
/// What a correlation sees of a hit: the values of an event, and, when the hit is another correlation's, the values of
/// that one's group, which go first (its window may be over when there is no event at hand).
/// </summary>
internal sealed record Sighting(IEventFields? Event, long Time, string File, long Record, IReadOnlyList<KeyValuePair<string, string?>> Named)
{
    /// <summary>The text of a field as UTF-8.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, int field, out ReadOnlySpan<byte> value)
    {
        foreach (var pair in Named)
        {
            if (!string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)) continue;
            value = pair.Value is null ? default : Encoding.UTF8.GetBytes(pair.Value);
            return pair.Value is not null;
        }

        value = default;
        if (Event is null) return false;
        var at = GroupKey.IndexOf(Event, field);
        if (at < 0 || Event.Kind(at) == EventValueKind.Null) return false;
        value = Event.Text(at);
        return true;
    }

    public string? TextOf(string name, int field) => TryGet(name, field, out var value) ? Encoding.UTF8.GetString(value) : null;
}
