using System.Globalization;
using System.Text;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Inspect.Judging;

/// <summary>
/// The facts of a message as the rule engine sees an event. Facts that no rule names are left out; a text becomes UTF-8
/// only when a rule looks at it. Used again for every message, by one thread at a time.
/// </summary>
/// <param name="fields">The fields that rules name.</param>
/// <param name="all">Rules search all values (keywords): then every fact is shown.</param>
internal sealed class FactFields(FieldTable fields, bool all) : IEventFields
{
    private readonly Dictionary<string, int> _handles = new(StringComparer.Ordinal);
    private Entry[] _entries = new Entry[256];
    private byte[] _bytes = new byte[16 * 1024];
    private int _used;

    /// <summary>What rules over mail name: <c>product: sekisho, category: email</c>.</summary>
    public static EventLogSource Source { get; } = new("sekisho", null, ["email"]);

    public EventLogSource LogSource => Source;

    /// <summary>The facts say what a message is, not when something happened.</summary>
    public DateTimeOffset? Time => null;

    public int Count { get; private set; }

    /// <summary>Takes the facts of a message in place of those before.</summary>
    public void Load(FactSet facts)
    {
        (Count, _used) = (0, 0);
        foreach (var (name, value) in facts.Values)
        {
            if (!_handles.TryGetValue(name, out var handle)) _handles[name] = handle = fields.Find(Encoding.UTF8.GetBytes(name));
            if (handle < 0 && !all) continue;
            switch (value)
            {
                case string text: Add(handle, EventValueKind.Text, text); break;
                case bool truth: Add(handle, EventValueKind.Boolean, truth ? "true" : "false"); break;
                case long number: Add(handle, EventValueKind.Number, number.ToString(CultureInfo.InvariantCulture)); break;
                case double number: Add(handle, EventValueKind.Number, number.ToString("0.######", CultureInfo.InvariantCulture)); break;
                case string[] list:
                    foreach (var item in list) Add(handle, EventValueKind.Text, item);
                    break;
            }
        }
    }

    public int Field(int index) => _entries[index].Handle;

    public EventValueKind Kind(int index) => _entries[index].Kind;

    public ReadOnlySpan<byte> Text(int index)
    {
        ref var entry = ref _entries[index];
        if (entry.Start < 0)
        {
            var most = Encoding.UTF8.GetMaxByteCount(entry.Text.Length);
            // A span that was given before keeps its old array.
            if (_bytes.Length - _used < most) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + most));
            (entry.Start, entry.Length) = (_used, Encoding.UTF8.GetBytes(entry.Text, _bytes.AsSpan(_used)));
            _used += entry.Length;
        }

        return _bytes.AsSpan(entry.Start, entry.Length);
    }

    private void Add(int handle, EventValueKind kind, string text)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = new Entry { Handle = handle, Kind = kind, Text = text, Start = -1 };
    }

    private struct Entry
    {
        public int Handle;
        public EventValueKind Kind;
        public string Text;
        public int Start;
        public int Length;
    }
}
