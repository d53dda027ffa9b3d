using Sekisho.Ledger.State;

namespace Sekisho.Ledger.Sequencing;

/// <summary>How far one writer has numbered, and where its last numbers are.</summary>
internal sealed class Writer(WriterKey key)
{
    /// <summary>How many runs are remembered: a repeated append is one of the very last.</summary>
    private const int MostRuns = 8;

    private readonly List<NumberRun> _runs = [];

    public WriterKey Key => key;

    public string Name { get; } = key.Name;

    /// <summary>The last number that is recorded; 0 before the first.</summary>
    public long LastN { get; private set; }

    /// <summary>When it last wrote, as a count of groups: the one that is silent longest is forgotten first.</summary>
    public long LastUsed { get; set; }

    public static Writer From(WriterState state)
    {
        var writer = new Writer(new WriterKey(state.Role, state.Caller, state.Start)) { LastN = state.LastN };
        writer._runs.AddRange(state.Runs);
        return writer;
    }

    public WriterState ToState() => new(key.Role, key.Caller, key.Start, LastN, [.. _runs]);

    /// <summary>Numbers from <paramref name="firstN"/> on are recorded from that index on.</summary>
    public void Recorded(long firstN, long firstIndex, long count)
    {
        LastN = firstN + count - 1;
        if (_runs.Count > 0 && _runs[^1] is var last && last.FirstN + last.Count == firstN && last.FirstIndex + last.Count == firstIndex)
        {
            _runs[^1] = last with { Count = last.Count + count };
            return;
        }

        if (_runs.Count == MostRuns) _runs.RemoveAt(0);
        _runs.Add(new NumberRun(firstN, firstIndex, count));
    }

    /// <summary>Where these numbers are; -1 when they are not all recorded next to one another, or too long ago.</summary>
    public long IndexOf(long firstN, long count)
    {
        foreach (var run in _runs)
        {
            if (firstN >= run.FirstN && firstN + count <= run.FirstN + run.Count) return run.FirstIndex + (firstN - run.FirstN);
        }

        return -1;
    }
}
