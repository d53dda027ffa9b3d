namespace Sekisho.Deliver.Leasing;

/// <summary>The leased jobs by destination: what the store is told not to give more of.</summary>
internal sealed class JobsUnderWay(int mostPerDestination, int mostAltogether)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byDestination = [];
    private int _count;

    public int Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <summary>How many more jobs can be taken, and the destinations that have enough.</summary>
    public (int Room, IReadOnlyList<string> Busy) Look()
    {
        lock (_lock)
        {
            var busy = new List<string>();
            foreach (var (destination, count) in _byDestination)
                if (count >= mostPerDestination) busy.Add(destination);
            return (mostAltogether - _count, busy);
        }
    }

    public void Add(string destination)
    {
        lock (_lock)
        {
            _count++;
            _byDestination[destination] = _byDestination.GetValueOrDefault(destination) + 1;
        }
    }

    /// <returns>Whether something that was full is not any more: worth asking the store.</returns>
    public bool Remove(string destination)
    {
        lock (_lock)
        {
            var left = _byDestination[destination] - 1;
            if (left == 0) _byDestination.Remove(destination);
            else _byDestination[destination] = left;
            return _count-- == mostAltogether || left == mostPerDestination - 1;
        }
    }
}
