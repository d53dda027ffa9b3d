using System.Globalization;
using Sekisho.Events.Lines;
using Sekisho.Events.Sources;

namespace Sekisho.Events.Auditd;

/// <summary>
/// Reads the log of the Linux audit system (auditd), plain or enriched. The records of an event stand on several
/// lines, which may be mixed with those of others: they are joined by time and serial number. Values that the kernel
/// wrote in hexadecimal are decoded.
/// </summary>
internal sealed class AuditdEventReader : IEventReader
{
    /// <summary>An event is complete when so many lines of others have come; lines that come later are an event of their own.</summary>
    internal const int WindowLines = 64;

    /// <summary>The same for an event whose closing record has come: others may still be on their way.</summary>
    internal const int EndedWindowLines = 8;

    /// <summary>An event is complete when one comes that is so much younger (the time-out of the audit system's own tools).</summary>
    internal const int WindowMilliseconds = 2000;

    /// <summary>At most so many events are open; stops a log whose first event never ends from holding all others.</summary>
    internal const int MaxOpen = 256;

    private static readonly EventSource Plain = new() { Product = "linux", Service = "auditd" };
    private static readonly EventSource Execution = new() { Product = "linux", Service = "auditd", Categories = ["process_creation"] };

    private readonly EventReaderOptions _options;
    private readonly LogLines _lines;
    private readonly AuditRecords _records;
    private readonly AuditDerived _derived;
    private readonly Dictionary<(long, long), AuditGroup> _open = [];
    private readonly Queue<AuditGroup> _order = new();
    private readonly Stack<AuditGroup> _spare = new();
    private long _newest;
    private bool _atEnd;

    public AuditdEventReader(Stream stream, EventReaderOptions options)
    {
        _options = options;
        _lines = new LogLines(stream, options.MaxEventBytes);
        _records = new AuditRecords(options.Names);
        _derived = new AuditDerived(options.Names);
    }

    public EventFormat Format => EventFormat.Auditd;

    public long BytesRead => _lines.BytesRead;

    public string Problem { get; private set; } = "";

    public long ProblemLine { get; private set; }

    public EventReadStatus Read(EventRecord into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Clear();
        Problem = "";
        while (true)
        {
            if (_order.TryPeek(out var first) && IsComplete(first))
            {
                HandOut(first, into);
                if (into.Count > 0) return EventReadStatus.Event;
            }
            else if (_atEnd) return EventReadStatus.End;
            else if (!_lines.Next()) _atEnd = true;
            else if (AddLine() is { } problem)
            {
                Problem = problem;
                ProblemLine = _lines.Number;
                return EventReadStatus.Skipped;
            }
        }
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>The first bytes are those of an audit log.</summary>
    public static bool Fits(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOf((byte)'\n');
        return AuditLine.TryRead(end < 0 ? start : start[..end], out var head) && head.Type.Start.Value <= 300;
    }

    private string? AddLine()
    {
        var line = _lines.Current;
        if (_lines.TooLong) return string.Create(CultureInfo.InvariantCulture, $"It is longer than {_options.MaxEventBytes} bytes.");
        // What the audit tools write between events.
        if (line.IsEmpty || line.StartsWith("----"u8) || line.StartsWith("time->"u8)) return null;
        if (!AuditLine.TryRead(line, out var head)) return "It is not a record of the audit log: type= and msg=audit(time:number) are missing.";
        var key = (head.Milliseconds, head.Serial);
        if (!_open.TryGetValue(key, out var group))
        {
            group = _spare.TryPop(out var spare) ? spare : new AuditGroup();
            group.Begin(head, _lines.Number);
            _open[key] = group;
            _order.Enqueue(group);
        }

        group.LastLine = _lines.Number;
        _newest = Math.Max(_newest, head.Milliseconds);
        if (group.Bytes + line.Length > _options.MaxEventBytes) return string.Create(CultureInfo.InvariantCulture, $"With it the event would be longer than {_options.MaxEventBytes} bytes.");
        group.Bytes += line.Length;
        _records.Add(line, head, group);
        return null;
    }

    private bool IsComplete(AuditGroup group)
    {
        var others = _lines.Number - group.LastLine;
        return _atEnd || others >= WindowLines || (group.Ended && others >= EndedWindowLines) || _newest - group.Milliseconds > WindowMilliseconds || _order.Count > MaxOpen;
    }

    private void HandOut(AuditGroup group, EventRecord into)
    {
        _order.Dequeue();
        _open.Remove((group.Milliseconds, group.Serial));
        group.FinishArgument();
        into.Clear();
        for (var i = 0; i < group.Record.Count; i++) into.Add(group.Record.NameId(i), group.Record.Kind(i), group.Record.Text(i));
        if (into.Count > 0)
        {
            _derived.Add(group, into);
            into.Line = group.FirstLine;
            into.Time = DateTimeOffset.FromUnixTimeMilliseconds(group.Milliseconds);
            into.Source = group.IsExecution ? Execution : Plain;
        }

        if (_spare.Count < MaxOpen) _spare.Push(group);
    }
}
