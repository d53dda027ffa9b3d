using System.Runtime.InteropServices;
using Sekisho.Events;
using Sekisho.Events.Names;
using Sekisho.Events.Sources;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Commands.Detect;

/// <summary>Shows the events of a reader to the rule engine: nothing is copied, names and log sources are looked up once.</summary>
/// <param name="names">The names of the reader.</param>
/// <param name="rules">The rules.</param>
internal sealed class RecordFields(FieldNames names, RuleSet rules) : IEventFields
{
    private const int NotLookedUp = int.MinValue;

    private readonly Dictionary<EventSource, EventLogSource> _sources = new(ReferenceEqualityComparer.Instance);
    private int[] _handles = [];

    /// <summary>The event at hand.</summary>
    public EventRecord Record { get; } = new();

    /// <inheritdoc/>
    public EventLogSource LogSource { get; private set; } = EventLogSource.Unknown;

    /// <inheritdoc/>
    public DateTimeOffset? Time => Record.Time;

    /// <inheritdoc/>
    public int Count => Record.Count;

    /// <inheritdoc/>
    public int Field(int index)
    {
        var name = Record.NameId(index);
        if (name < 0) return -1;
        if (name >= _handles.Length) Grow(name);
        var handle = _handles[name];
        return handle == NotLookedUp ? LookUp(name) : handle;
    }

    /// <inheritdoc/>
    public Sigma.Matching.EventValueKind Kind(int index) => (Sigma.Matching.EventValueKind)(int)Record.Kind(index);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Text(int index) => Record.Text(index);

    /// <summary>Takes over the log source of the event that was just read.</summary>
    public void Taken()
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_sources, Record.Source, out _);
        LogSource = known ??= new EventLogSource(Record.Source.Product, Record.Source.Service, Record.Source.Categories);
    }

    private int LookUp(int name)
    {
        var handle = rules.Fields.Find(names.NameOf(name));
        return _handles[name] = handle >= 0 ? handle : rules.Fields.Find(names.RawNameOf(name));
    }

    private void Grow(int name)
    {
        var old = _handles.Length;
        Array.Resize(ref _handles, Math.Max(256, (name + 1) * 2));
        _handles.AsSpan(old).Fill(NotLookedUp);
    }
}
