namespace Sekisho.Sigma.Correlating;

/// <summary>All groups of all correlations, with an order of how long each has been quiet, for forgetting.</summary>
internal sealed class GroupStore(int correlations, int maxGroups)
{
    private readonly Dictionary<UInt128, Group>[] _byKey = [.. Enumerable.Range(0, correlations).Select(_ => new Dictionary<UInt128, Group>())];
    private Group? _quietest;
    private Group? _liveliest;

    public int Count { get; private set; }

    public long Evicted { get; private set; }

    public IEnumerable<Group> Of(int correlation) => _byKey[correlation].Values;

    /// <summary>The group with a key, new when there is none; it becomes the liveliest.</summary>
    public Group Touch(int correlation, UInt128 key)
    {
        if (_byKey[correlation].TryGetValue(key, out var group))
        {
            if (group == _liveliest) return group;
            Unlink(group);
        }
        else
        {
            if (Count >= maxGroups && _quietest is not null)
            {
                var forgotten = _quietest;
                Remove(forgotten);
                forgotten.Empty();
                Evicted++;
            }

            group = new Group(key, correlation);
            _byKey[correlation].Add(key, group);
            Count++;
        }

        group.Older = _liveliest;
        if (_liveliest is not null) _liveliest.Newer = group;
        _liveliest = group;
        _quietest ??= group;
        return group;
    }

    public void Remove(Group group)
    {
        if (!_byKey[group.Correlation].Remove(group.Key)) return;
        Unlink(group);
        Count--;
    }

    /// <summary>Forgets groups, the quietest first, as long as the caller says so.</summary>
    public void RemoveWhile(Func<Group, bool> isOver)
    {
        while (_quietest is { } group && isOver(group)) Remove(group);
    }

    private void Unlink(Group group)
    {
        if (group.Older is not null) group.Older.Newer = group.Newer;
        else if (_quietest == group) _quietest = group.Newer;
        if (group.Newer is not null) group.Newer.Older = group.Older;
        else if (_liveliest == group) _liveliest = group.Older;
        group.Older = group.Newer = null;
    }
}
