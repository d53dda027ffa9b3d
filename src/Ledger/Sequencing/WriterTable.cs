using Sekisho.Ledger.State;

namespace Sekisho.Ledger.Sequencing;

/// <summary>All writers. A caller that invents starts without end pushes out only its own earlier ones.</summary>
internal sealed class WriterTable
{
    /// <summary>The most starts that are remembered of one call token.</summary>
    public const int MostPerCaller = 64;

    /// <summary>The most writers in all: those of earlier runs of the system go first.</summary>
    public const int MostInAll = 4096;

    private readonly Dictionary<WriterKey, Writer> _writers = [];
    private long _uses;

    public WriterTable(IEnumerable<WriterState> states)
    {
        foreach (var state in states) Touch(_writers[new WriterKey(state.Role, state.Caller, state.Start)] = Writer.From(state));
    }

    /// <summary>The writer; null when it is new.</summary>
    public Writer? Find(WriterKey key)
    {
        if (!_writers.TryGetValue(key, out var writer)) return null;
        Touch(writer);
        return writer;
    }

    /// <summary>A new writer.</summary>
    public Writer Add(WriterKey key)
    {
        var own = _writers.Values.Where(writer => writer.Key.Role == key.Role && writer.Key.Caller == key.Caller).ToList();
        if (own.Count >= MostPerCaller) Forget(own);
        else if (_writers.Count >= MostInAll) Forget(_writers.Values);
        var added = new Writer(key);
        Touch(added);
        _writers[key] = added;
        return added;
    }

    /// <summary>For the state file, the silent ones first.</summary>
    public IReadOnlyList<WriterState> ToStates() => [.. _writers.Values.OrderBy(writer => writer.LastUsed).Select(writer => writer.ToState())];

    private void Touch(Writer writer) => writer.LastUsed = ++_uses;

    private void Forget(IEnumerable<Writer> writers) => _writers.Remove(writers.MinBy(writer => writer.LastUsed)!.Key);
}
