using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sekisho.Kernel.Bytes;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Indexing;

/// <summary>The witnesses of one field for the rules of one log source: an automaton, a table of whole values, a table of numbers.</summary>
internal sealed class FieldIndex
{
    private readonly Automaton? _automaton;
    private readonly Needle[] _needles = [];
    private readonly ByteStringTable _exact = new();
    private readonly List<int[]> _exactRules = [];
    private readonly Dictionary<double, int[]> _numbers = [];

    public FieldIndex(int field, IEnumerable<(Witness Witness, int Rule)> witnesses)
    {
        Field = field;
        var literals = new Dictionary<string, Needle>(StringComparer.Ordinal);
        foreach (var group in witnesses.GroupBy(entry => entry.Witness))
        {
            var rules = group.Select(entry => entry.Rule).Distinct().ToArray();
            switch (group.Key.Kind)
            {
                case WitnessKind.Number: _numbers[group.Key.Number] = rules; break;
                case WitnessKind.Exact:
                    _exact.Add(group.Key.ToBytes());
                    _exactRules.Add(rules);
                    break;
                default:
                    ref var needle = ref CollectionsMarshal.GetValueRefOrAddDefault(literals, group.Key.Bytes, out _);
                    needle ??= new Needle(group.Key.ToBytes());
                    needle.Set(group.Key.Kind, rules);
                    break;
            }
        }

        if (literals.Count == 0) return;
        _needles = [.. literals.Values];
        _automaton = new Automaton([.. _needles.Select(needle => needle.Bytes)]);
    }

    /// <summary>The number of the field; -1 for all values of the event.</summary>
    public int Field { get; }

    public long Bytes => _automaton?.Bytes ?? 0;

    /// <summary>Adds the rules whose witnesses are in a folded value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Collect(ReadOnlySpan<byte> value, Candidates candidates)
    {
        if (_exactRules.Count > 0 && _exact.Find(value) is >= 0 and var found) candidates.Add(_exactRules[found]);
        if (_numbers.Count > 0 && NumberTest.TryRead(value, out var number) && _numbers.TryGetValue(number, out var rules)) candidates.Add(rules);
        if (_automaton is null) return;
        var sink = new Sink(_needles, value.Length, candidates);
        _automaton.Scan(value, ref sink);
    }

    private sealed class Needle(byte[] bytes)
    {
        public byte[] Bytes => bytes;

        public int[] Contains { get; private set; } = [];

        public int[] Prefix { get; private set; } = [];

        public int[] Suffix { get; private set; } = [];

        public void Set(WitnessKind kind, int[] rules)
        {
            if (kind == WitnessKind.Prefix) Prefix = rules;
            else if (kind == WitnessKind.Suffix) Suffix = rules;
            else Contains = rules;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Sink(Needle[] needles, int length, Candidates candidates) : INeedleSink
    {
        public void Found(int needle, int end)
        {
            var found = needles[needle];
            if (found.Contains.Length > 0) candidates.Add(found.Contains);
            if (found.Suffix.Length > 0 && end == length) candidates.Add(found.Suffix);
            if (found.Prefix.Length > 0 && end == found.Bytes.Length) candidates.Add(found.Prefix);
        }
    }
}
