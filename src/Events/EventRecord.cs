using System.Runtime.InteropServices;
using Sekisho.Events.Json;
using Sekisho.Events.Sources;
using Sekisho.Kernel.Time;

namespace Sekisho.Events;

/// <summary>
/// One event: a flat list of named values over one buffer of bytes (UTF-8, not checked). A name may have several
/// values; nested names are dotted. A reader fills the same record again and again, so that reading allocates nothing:
/// what is kept longer than until the next read must be copied.
/// </summary>
public sealed class EventRecord
{
    /// <summary>At most so many values are kept of one event. Stops one line of millions of tiny members from making every rule walk them.</summary>
    public const int MaxValues = 10_000;

    private Entry[] _entries = new Entry[64];
    private byte[] _bytes = new byte[4096];
    private int _count;
    private int _used;
    private int _timeAt = -1;
    private DateTimeOffset? _time;

    /// <summary>How many values it has.</summary>
    public int Count => _count;

    /// <summary>The number that the log itself gives the event (EventRecordID), or null.</summary>
    public long? RecordId { get; set; }

    /// <summary>Where it stands in the file: the line number from 1, or the number of the record in files without lines.</summary>
    public long Line { get; set; }

    /// <summary>When it happened, by its own account; null when it does not say. Read when first asked for: most events are not.</summary>
    public DateTimeOffset? Time
    {
        get
        {
            if (_timeAt >= 0 && TimeText.TryParse(Text(_timeAt), out var time)) _time = time;
            _timeAt = -1;
            return _time;
        }

        set => (_time, _timeAt) = (value, -1);
    }

    /// <summary>What kind of log it comes from, as far as known.</summary>
    public EventSource Source { get; set; } = EventSource.Unknown;

    /// <summary>Some values were left out because of <see cref="MaxValues"/>.</summary>
    public bool Truncated { get; private set; }

    /// <summary>What a hit names as its record: <see cref="RecordId"/>, else <see cref="Line"/>.</summary>
    public long Position => RecordId ?? Line;

    /// <summary>The number of the name of a value, of the <see cref="Names.FieldNames"/> of the reader; -1 for a value without a name.</summary>
    /// <param name="index">Which value, below <see cref="Count"/>.</param>
    public int NameId(int index) => _entries[index].NameId;

    /// <summary>The kind of a value.</summary>
    /// <param name="index">Which value.</param>
    public EventValueKind Kind(int index) => _entries[index].Kind;

    /// <summary>The text of a value, until the record is filled again.</summary>
    /// <param name="index">Which value.</param>
    public ReadOnlySpan<byte> Text(int index)
    {
        ref var entry = ref _entries[index];
        if (entry.IsEscaped) Unescape(ref entry);
        return _bytes.AsSpan(entry.Start, entry.Length);
    }

    /// <summary>Says which value tells the time.</summary>
    /// <param name="index">Which value, or -1.</param>
    public void SetTimeFrom(int index) => (_time, _timeAt) = (null, index);

    /// <summary>The first value with a name, or -1.</summary>
    /// <param name="nameId">The number of the name.</param>
    public int IndexOf(int nameId)
    {
        for (var i = 0; i < _count; i++)
            if (_entries[i].NameId == nameId) return i;
        return -1;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        _count = 0;
        _used = 0;
        RecordId = null;
        Line = 0;
        Time = null;
        Source = EventSource.Unknown;
        Truncated = false;
        // One huge event must not keep its memory for good.
        if (_bytes.Length > 1 << 20) _bytes = new byte[4096];
    }

    /// <summary>Adds a value.</summary>
    /// <param name="nameId">The number of its name, or -1.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="text">Its text; copied.</param>
    public void Add(int nameId, EventValueKind kind, ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        Commit(nameId, kind, text.Length);
    }

    /// <summary>Gives room for a value that is written in place; <see cref="Commit"/> adds it.</summary>
    /// <param name="length">How many bytes it may need.</param>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _used < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + length));
        return _bytes.AsSpan(_used, length);
    }

    /// <summary>Adds the value that was written to what <see cref="Reserve"/> gave.</summary>
    /// <param name="nameId">The number of its name, or -1.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="length">How many bytes of it count.</param>
    public void Commit(int nameId, EventValueKind kind, int length)
    {
        if (_count == MaxValues)
        {
            Truncated = true;
            return;
        }

        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count++] = new Entry(nameId, _used, length, kind, false);
        _used += length;
    }

    /// <summary>
    /// Takes over a whole JSON text, for values that are pieces of it: one copy, and none for each value. One byte of
    /// zero, which JSON has nowhere, stands behind it.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <returns>Where it begins, for <see cref="AddPiece"/>.</returns>
    internal int TakeOver(ReadOnlySpan<byte> json)
    {
        var room = Reserve(json.Length + 1);
        json.CopyTo(room);
        room[^1] = 0;
        _used += json.Length + 1;
        return _used - json.Length - 1;
    }

    /// <summary>The bytes from a place on that <see cref="TakeOver"/> gave.</summary>
    internal ReadOnlySpan<byte> From(int start) => _bytes.AsSpan(start, _used - start);

    /// <summary>Adds a value that is a piece of what <see cref="TakeOver"/> took.</summary>
    /// <param name="nameId">The number of its name, or -1.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="isEscaped">It has JSON escapes, which are taken out when somebody asks for the text; most values nobody asks for.</param>
    internal void AddPiece(int nameId, EventValueKind kind, int start, int length, bool isEscaped = false)
    {
        if (_count == MaxValues)
        {
            Truncated = true;
            return;
        }

        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count++] = new Entry(nameId, start, length, kind, isEscaped);
    }

    /// <summary>What it has now, to come back to.</summary>
    internal (int Count, int Used, bool Truncated) Mark() => (_count, _used, Truncated);

    /// <summary>Goes back to what it had.</summary>
    internal void Return((int Count, int Used, bool Truncated) mark) => (_count, _used, Truncated) = mark;

    // A text without its escapes is never longer: it is written where it stands.
    private void Unescape(ref Entry entry)
    {
        var text = _bytes.AsSpan(entry.Start, entry.Length);
        entry.Length = JsonText.Unescape(text, text);
        entry.IsEscaped = false;
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct Entry(int NameId, int Start, int Length, EventValueKind Kind, bool IsEscaped);
}
