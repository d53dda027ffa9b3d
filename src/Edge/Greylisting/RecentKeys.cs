namespace Sekisho.Edge.Greylisting;

/// <summary>Keys with the moment at which each was last set, bounded, the oldest first. Not safe for several threads.</summary>
/// <param name="most">The most keys.</param>
/// <param name="kept">How long a key is kept.</param>
/// <param name="clock">The clock; steady, so that a corrected wall clock lets nobody through.</param>
internal sealed class RecentKeys(int most, TimeSpan kept, TimeProvider clock)
{
    private readonly Dictionary<UInt128, LinkedListNode<(UInt128 Key, long At)>> _nodes = [];
    private readonly LinkedList<(UInt128 Key, long At)> _order = new();

    public int Count => _nodes.Count;

    /// <summary>Whether there is room for another key, after those that are over have gone.</summary>
    public bool HasRoom
    {
        get
        {
            RemoveOver();
            return _nodes.Count < most;
        }
    }

    /// <summary>How long ago a key was set; false for one that is not there or is over.</summary>
    public bool TryGetAge(UInt128 key, out TimeSpan age)
    {
        RemoveOver();
        age = _nodes.TryGetValue(key, out var node) ? clock.GetElapsedTime(node.Value.At) : default;
        return node is not null;
    }

    /// <summary>Sets a key to now. The oldest goes where there is no room.</summary>
    public void Set(UInt128 key)
    {
        Remove(key);
        if (!HasRoom) Remove(_order.First!.Value.Key);
        _nodes.Add(key, _order.AddLast((key, clock.GetTimestamp())));
    }

    public void Remove(UInt128 key)
    {
        if (_nodes.Remove(key, out var node)) _order.Remove(node);
    }

    private void RemoveOver()
    {
        while (_order.First is { } first && clock.GetElapsedTime(first.Value.At) > kept) Remove(first.Value.Key);
    }
}
