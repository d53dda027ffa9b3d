using Sekisho.Events.Lines;

namespace Sekisho.Events.Syslog;

/// <summary>Reads syslog from files: RFC 5424, RFC 3164 as it is found in the wild, and Exim's and Dovecot's own logs. One line is one event.</summary>
internal sealed class SyslogEventReader : LineEventReader
{
    private readonly SyslogTimes _times;
    private readonly SyslogFields _fields;
    private readonly StructuredData _data;

    public SyslogEventReader(Stream stream, EventReaderOptions options)
        : base(stream, options)
    {
        _times = new SyslogTimes(options.LogZone, options.LogEnds ?? options.Clock.GetUtcNow());
        _fields = new SyslogFields(options.Names);
        _data = new StructuredData(options.Names);
    }

    public override EventFormat Format => EventFormat.Syslog;

    /// <summary>The first line begins as syslog does.</summary>
    public static bool Fits(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOf((byte)'\n');
        var years = new SyslogTimes(TimeZoneInfo.Utc, DateTimeOffset.MaxValue.AddDays(-2));
        return SyslogHead.TryRead((end < 0 ? start : start[..end]).TrimEnd((byte)'\r'), years, out var head) && !(head.Program.IsEmpty && !Bodies.EximBody.Fits(head.Message));
    }

    protected override string? Parse(ReadOnlySpan<byte> line, EventRecord into)
    {
        if (!SyslogHead.TryRead(line, _times, out var head)) return "It is not a line of syslog: it begins neither with a time nor with a priority.";
        if (head.Priority >= 0) _fields.Priority(head.Priority, into);
        _fields.Host(head.Host, into);
        _fields.MessageId(head.MessageId, into);
        _fields.Message(head.Program, head.Process, head.Message, into);
        if (!head.Data.IsEmpty) _data.Add(head.Data, into);
        into.Time = head.Time;
        return null;
    }
}
