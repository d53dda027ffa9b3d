namespace Sekisho.Sigma.Correlating;

/// <summary>What is remembered of one entity under one correlation: its events in the order of their times.</summary>
internal sealed class Group(UInt128 key, int correlation)
{
    private Entry[] _entries = new Entry[2];

    public UInt128 Key => key;

    public int Correlation => correlation;

    public int Count { get; private set; }

    /// <summary>When it last fired, in milliseconds; the minimum when never.</summary>
    public long LastFired { get; set; } = long.MinValue;

    /// <summary>When the window began that is still open; the minimum when there is none.</summary>
    public long WindowStart { get; set; } = long.MinValue;

    /// <summary>Events of the open window that were too many to be remembered.</summary>
    public long Overflow { get; set; }

    /// <summary>The last event.</summary>
    public (string File, long Record) Position { get; set; } = ("", 0);

    /// <summary>The values of the group's fields, kept only where a hit may come after its last event.</summary>
    public string?[]? Values { get; set; }

    /// <summary>The group that was quiet longer, and the one that was so shorter.</summary>
    public Group? Older { get; set; }

    public Group? Newer { get; set; }

    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Puts an event in its place by time, behind others of the same time.</summary>
    /// <returns>Its place.</returns>
    public int Insert(Entry entry)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        var at = Count;
        while (at > 0 && _entries[at - 1].Time > entry.Time) at--;
        _entries.AsSpan(at, Count - at).CopyTo(_entries.AsSpan(at + 1));
        _entries[at] = entry;
        Count++;
        return at;
    }

    public void RemoveAt(int at)
    {
        _entries.AsSpan(at + 1, Count - at - 1).CopyTo(_entries.AsSpan(at));
        Count--;
    }

    /// <summary>Forgets the first events.</summary>
    public void RemoveFirst(int count)
    {
        if (count <= 0) return;
        _entries.AsSpan(count, Count - count).CopyTo(_entries);
        Count -= count;
    }

    /// <summary>Forgets everything; the group may still wait in a queue for the end of its window.</summary>
    public void Empty()
    {
        Count = 0;
        _entries = [default];
        Values = null;
        WindowStart = long.MinValue;
    }
}
