namespace Sekisho.Inspect.Facts;

/// <summary>Texts in the order they came, each once.</summary>
internal sealed class OrderedSet
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _items = [];

    public IReadOnlyList<string> Items => _items;

    public bool Add(string item)
    {
        if (!_seen.Add(item)) return false;
        _items.Add(item);
        return true;
    }
}
