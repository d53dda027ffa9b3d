using System.Runtime.CompilerServices;
using System.Text;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Matching;

/// <summary>
/// An event laid out for the tests of rules: the values of each field in a chain, folded forms made once and only when
/// asked for. Belongs to one matcher and is used again for every event.
/// </summary>
/// <param name="fieldCount">How many fields the rules name.</param>
/// <param name="everywhere">Fields that stand for others in all logs.</param>
internal sealed class EventView(int fieldCount, (int From, int To)[] everywhere)
{
    private readonly int[] _heads = new int[fieldCount];
    private readonly int[] _stamps = new int[fieldCount];
    private readonly bool[] _exact = new bool[fieldCount];
    private int[] _next = new int[64];
    private int[] _foldedStart = new int[64];
    private int[] _foldedLength = new int[64];
    private byte[] _folded = new byte[8192];
    private char[] _characters = new char[4096];
    private int _foldedUsed;
    private int _charactersOf;
    private int _charactersLength;
    private int _stamp;
    private IEventFields _event = null!;

    /// <summary>How many values the event has.</summary>
    public int Count { get; private set; }

    /// <summary>How many regular expressions ran out of their time, over all events.</summary>
    public long RegexTimeouts { get; set; }

    /// <summary>Takes an event.</summary>
    /// <param name="fields">The event.</param>
    /// <param name="alsoAs">Fields of this kind of log that stand for fields that rules name, unless the event has those itself.</param>
    // Good code at once, here and along the way of an event: a run over one log is over before the compiler has seen what is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(IEventFields fields, IReadOnlyList<(int From, int To)> alsoAs)
    {
        _event = fields;
        Count = fields.Count;
        if (Count > _next.Length) Grow();
        _stamp++;
        _foldedUsed = 0;
        _charactersOf = -1;
        for (var i = 0; i < Count; i++) _foldedLength[i] = -1;
        for (var i = Count - 1; i >= 0; i--)
        {
            var handle = fields.Field(i);
            if (handle < 0) continue;
            var (field, exact) = (handle >> 1, (handle & 1) == 0);
            Link(field, i, exact);
        }

        foreach (var (from, to) in alsoAs) StandFor(from, to);
        foreach (var (from, to) in everywhere) StandFor(from, to);
    }

    private void StandFor(int from, int to)
    {
        if (_stamps[from] == _stamp && _stamps[to] != _stamp) (_heads[to], _stamps[to], _exact[to]) = (_heads[from], _stamp, true);
    }

    /// <summary>The first value of a field, or -1 when the event does not have it.</summary>
    public int Head(int field) => _stamps[field] == _stamp ? _heads[field] : -1;

    /// <summary>The next value of the same field, or -1.</summary>
    public int Next(int value) => _next[value];

    public EventValueKind Kind(int value) => _event.Kind(value);

    public ReadOnlySpan<byte> Raw(int value) => _event.Text(value);

    /// <summary>The value without its case.</summary>
    public ReadOnlySpan<byte> Folded(int value)
    {
        if (_foldedLength[value] < 0) Fold(value);
        return _folded.AsSpan(_foldedStart[value], _foldedLength[value]);
    }

    /// <summary>The value as characters, for regular expressions.</summary>
    public ReadOnlySpan<char> Characters(int value)
    {
        if (_charactersOf != value)
        {
            var raw = _event.Text(value);
            if (_characters.Length < raw.Length) _characters = new char[raw.Length * 2];
            _charactersLength = Encoding.UTF8.GetChars(raw, _characters);
            _charactersOf = value;
        }

        return _characters.AsSpan(0, _charactersLength);
    }

    // A field whose name is written as rules write it goes before one that differs in case.
    private void Link(int field, int value, bool exact)
    {
        if (_stamps[field] != _stamp || (exact && !_exact[field]))
        {
            _stamps[field] = _stamp;
            _exact[field] = exact;
            _next[value] = -1;
        }
        else if (exact == _exact[field])
        {
            _next[value] = _heads[field];
        }
        else
        {
            return;
        }

        _heads[field] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fold(int value)
    {
        var raw = _event.Text(value);
        var most = CaseFold.MaxLength(raw.Length);
        if (_folded.Length - _foldedUsed < most) Array.Resize(ref _folded, Math.Max(_folded.Length * 2, _foldedUsed + most));
        _foldedStart[value] = _foldedUsed;
        _foldedLength[value] = CaseFold.Fold(raw, _folded.AsSpan(_foldedUsed));
        _foldedUsed += _foldedLength[value];
    }

    private void Grow()
    {
        Array.Resize(ref _next, Count * 2);
        Array.Resize(ref _foldedStart, Count * 2);
        Array.Resize(ref _foldedLength, Count * 2);
    }
}
