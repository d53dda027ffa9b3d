using System.Text;
using Sekisho.Events.Names;
using Sekisho.Events.Syslog.Bodies;

namespace Sekisho.Events.Syslog;

/// <summary>Puts a message of a program into an event: the parts of its head, its text, and what the text of known programs says.</summary>
internal sealed class SyslogFields(FieldNames names)
{
    private static readonly byte[][] Severities = [.. "emerg alert crit err warning notice info debug".Split(' ').Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Facilities =
        [.. "kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock local0 local1 local2 local3 local4 local5 local6 local7".Split(' ').Select(Encoding.UTF8.GetBytes)];

    private readonly int _facility = names.Add("facility"u8);
    private readonly int _severity = names.Add("severity"u8);
    private readonly int _host = names.Add("host"u8);
    private readonly int _program = names.Add("program"u8);
    private readonly int _process = names.Add("pid"u8);
    private readonly int _messageId = names.Add("msgid"u8);
    private readonly int _message = names.Add("message"u8);
    private readonly BodyReading _bodies = new(new BodyFields(names));

    /// <summary>Adds facility and severity.</summary>
    /// <param name="priority">Facility × 8 + severity, below 192.</param>
    /// <param name="into">Filled.</param>
    public void Priority(int priority, EventRecord into)
    {
        into.Add(_facility, EventValueKind.Text, Facilities[priority >> 3]);
        into.Add(_severity, EventValueKind.Text, Severities[priority & 7]);
    }

    public void Host(ReadOnlySpan<byte> text, EventRecord into) => BodyFields.Add(into, _host, text);

    public void MessageId(ReadOnlySpan<byte> text, EventRecord into) => BodyFields.Add(into, _messageId, text);

    /// <summary>Adds program, process and text, and sets the source.</summary>
    public void Message(ReadOnlySpan<byte> program, ReadOnlySpan<byte> process, ReadOnlySpan<byte> text, EventRecord into)
    {
        BodyFields.Add(into, _program, program);
        BodyFields.Add(into, _process, process);
        into.Add(_message, EventValueKind.Text, text);
        var known = SyslogPrograms.Of(program);
        if (program.IsEmpty && EximBody.Fits(text)) known = SyslogPrograms.Of("exim"u8);
        into.Source = _bodies.Read(known.Body, program, text, into) ? known.LoginSource : known.Source;
    }
}
