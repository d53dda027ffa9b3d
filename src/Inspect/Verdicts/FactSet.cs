using System.Text.Json.Serialization;

namespace Sekisho.Inspect.Verdicts;

/// <summary>
/// The facts of one message: a flat set of named values that rules judge. A value is a string, a number, a
/// boolean or a list of strings. Names are documented by the signal that sets them ("links.hosts").
/// </summary>
[JsonConverter(typeof(FactSetJsonConverter))]
public sealed class FactSet
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>No facts. A new set each time: one that all share would carry the facts of one message to the next.</summary>
    public static FactSet Empty => new();

    /// <summary>The names and values, in order of the names; a value is string, long, double, bool or string[].</summary>
    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>Sets a text; null sets nothing.</summary>
    public void Set(string name, string? value)
    {
        if (value is not null) _values[name] = value;
    }

    /// <summary>Sets a whole number.</summary>
    public void Set(string name, long value) => _values[name] = value;

    /// <summary>Sets a number.</summary>
    public void Set(string name, double value) => _values[name] = value;

    /// <summary>Sets a truth value.</summary>
    public void Set(string name, bool value) => _values[name] = value;

    /// <summary>Sets a list of texts; an empty list sets nothing.</summary>
    public void Set(string name, IReadOnlyCollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count > 0) _values[name] = values.ToArray();
    }
}
