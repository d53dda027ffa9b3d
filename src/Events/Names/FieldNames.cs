using Sekisho.Kernel.Bytes;

namespace Sekisho.Events.Names;

/// <summary>
/// Gives the names of fields numbers, so that a name is compared once and not in every event. A name as it stands in
/// the log (<c>Event.System.Provider.#attributes.Name</c>) leads to the name that rules use (<c>Provider_Name</c>).
/// Not safe for several threads.
/// </summary>
public sealed class FieldNames
{
    /// <summary>At most so many names. Stops a log that invents a new name in every event from filling the memory; further names have no number.</summary>
    public const int MaxNames = 65_536;

    private readonly ByteStringTable _raw = new();
    private readonly ByteStringTable _names = new();
    private readonly List<int> _nameOfRaw = [];
    private readonly List<int> _rawOfName = [];

    /// <summary>How many names have a number.</summary>
    public int Count => _names.Count;

    /// <summary>The name with a number.</summary>
    /// <param name="nameId">The number.</param>
    public ReadOnlySpan<byte> NameOf(int nameId) => _names[nameId];

    /// <summary>The name as it first stood in the log; equal to <see cref="NameOf"/> when nothing was shortened.</summary>
    /// <param name="nameId">The number.</param>
    public ReadOnlySpan<byte> RawNameOf(int nameId) => _rawOfName[nameId] >= 0 ? _raw[_rawOfName[nameId]] : _names[nameId];

    /// <summary>The number of a name as it stands in a log (dotted), given if new; -1 when there are too many.</summary>
    /// <param name="raw">The dotted name.</param>
    public int IdOfRaw(ReadOnlySpan<byte> raw)
    {
        var known = _raw.Find(raw);
        if (known >= 0) return _nameOfRaw[known];
        if (_raw.Count >= MaxNames) return -1;
        var name = Add(CanonicalNames.Of(raw));
        var added = _raw.Add(raw);
        _nameOfRaw.Add(name);
        if (name >= 0 && _rawOfName[name] < 0) _rawOfName[name] = added;
        return name;
    }

    /// <summary>The number of a name that needs no shortening, given if new; -1 when there are too many.</summary>
    /// <param name="name">The name as rules use it.</param>
    public int Add(ReadOnlySpan<byte> name)
    {
        var known = _names.Find(name);
        if (known >= 0 || _names.Count >= MaxNames) return known;
        _rawOfName.Add(-1);
        return _names.Add(name);
    }

    /// <summary>The number of a name as rules use it, or -1.</summary>
    /// <param name="name">The name.</param>
    public int Find(ReadOnlySpan<byte> name) => _names.Find(name);
}
