using System.Diagnostics.CodeAnalysis;

namespace Sekisho.Inspect.Pdf;

/// <summary>The entries of a dictionary in their order. Most have few: those are searched one by one and take a quarter of the memory of a table.</summary>
internal sealed class PdfEntries
{
    /// <summary>From so many entries on there is a table. Stops dictionaries of a hundred thousand keys from being searched one by one.</summary>
    private const int TableFrom = 16;

    private KeyValuePair<string, PdfValue>[] _items = [];
    private Dictionary<string, int>? _table;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<KeyValuePair<string, PdfValue>> Items => _items.AsSpan(0, Count);

    /// <summary>Their values.</summary>
    public IEnumerable<PdfValue> Values
    {
        get
        {
            for (var i = 0; i < Count; i++) yield return _items[i].Value;
        }
    }

    /// <summary>Sets an entry, in place of the one with the same key.</summary>
    public void Set(string key, PdfValue value)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            at = Count++;
            if (at == _items.Length) Array.Resize(ref _items, Math.Max(2, at * 2));
            if (Count == TableFrom)
            {
                _table = new Dictionary<string, int>(2 * TableFrom, StringComparer.Ordinal);
                for (var i = 0; i < at; i++) _table[_items[i].Key] = i;
            }

            _table?.Add(key, at);
        }

        _items[at] = new(key, value);
    }

    /// <summary>The value with this key.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PdfValue value)
    {
        var at = IndexOf(key);
        value = at < 0 ? null : _items[at].Value;
        return at >= 0;
    }

    /// <summary>Whether there is such an entry.</summary>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    private int IndexOf(string key)
    {
        if (_table is not null) return _table.TryGetValue(key, out var at) ? at : -1;
        for (var i = 0; i < Count; i++)
            if (string.Equals(_items[i].Key, key, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
