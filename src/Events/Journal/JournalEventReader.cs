using System.Buffers.Text;
using System.Text.Json;
using Sekisho.Events.Json;
using Sekisho.Events.Syslog;

namespace Sekisho.Events.Journal;

/// <summary>
/// Reads what <c>journalctl -o json</c> writes: one object an entry, values text, null, arrays of values, and arrays of
/// numbers for values that are not UTF-8 text (systemd's Journal Export Formats, "JSON Format"). The fields of the
/// journal keep their names; the parts that syslog has too are also there under the names of the syslog reader, and
/// the text of known programs is read as there.
/// </summary>
internal sealed class JournalEventReader : JsonLogReader
{
    private readonly SyslogFields _fields;
    private readonly int _message;
    private readonly int _identifier;
    private readonly int _command;
    private readonly int _host;
    private readonly int[] _processes;
    private readonly int _priority;
    private readonly int _facility;
    private readonly int[] _times;
    private byte[] _bytes = new byte[256];
    private byte[] _copy = new byte[4096];

    public JournalEventReader(Stream stream, EventReaderOptions options)
        : base(stream, options)
    {
        var names = options.Names;
        _fields = new SyslogFields(names);
        _message = names.Add("MESSAGE"u8);
        _identifier = names.Add("SYSLOG_IDENTIFIER"u8);
        _command = names.Add("_COMM"u8);
        _host = names.Add("_HOSTNAME"u8);
        _processes = [names.Add("SYSLOG_PID"u8), names.Add("_PID"u8)];
        _priority = names.Add("PRIORITY"u8);
        _facility = names.Add("SYSLOG_FACILITY"u8);
        _times = [names.Add("_SOURCE_REALTIME_TIMESTAMP"u8), names.Add("__REALTIME_TIMESTAMP"u8)];
    }

    public override EventFormat Format => EventFormat.Journal;

    /// <summary>The names of the first object are those of a journal entry.</summary>
    public static bool Fits(IReadOnlySet<string> names) => names.Contains("__REALTIME_TIMESTAMP") || (names.Contains("_BOOT_ID") && names.Contains("MESSAGE"));

    protected override string? Parse(ReadOnlySpan<byte> json, EventRecord into)
    {
        try
        {
            if (Entry(json, into) is { } problem) return problem;
        }
        catch (JsonException exception)
        {
            return $"It is not valid JSON: {exception.Message}";
        }

        foreach (var name in _times)
        {
            if (into.Time is not null || into.IndexOf(name) is not (>= 0 and var at)) continue;
            // Microseconds since 1970; a hundred million years of them are no time.
            if (Utf8Parser.TryParse(into.Text(at), out long time, out _) && time is > 0 and < 253_402_300_800_000_000) into.Time = DateTimeOffset.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond);
        }

        Message(into);
        return null;
    }

    private string? Entry(ReadOnlySpan<byte> json, EventRecord into)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "It is not a JSON object.";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? -1 : Options.Names.Add(reader.ValueSpan);
            if (!reader.Read()) break;
            if (reader.TokenType == JsonTokenType.StartArray) Elements(ref reader, name, into);
            else Value(ref reader, name, into);
        }

        return reader.TokenType == JsonTokenType.EndObject ? null : "The object is not complete.";
    }

    /// <summary>Several values, or the bytes of one.</summary>
    private void Elements(ref Utf8JsonReader reader, int name, EventRecord into)
    {
        var written = -1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var one))
            {
                written = Math.Max(written, 0);
                if (written == _bytes.Length) Array.Resize(ref _bytes, written * 2);
                _bytes[written++] = one;
            }
            else if (reader.TokenType == JsonTokenType.StartArray) Elements(ref reader, name, into);
            else Value(ref reader, name, into);
        }

        if (written >= 0) into.Add(name, EventValueKind.Text, _bytes.AsSpan(0, written));
        else if (into.IndexOf(name) < 0) into.Add(name, EventValueKind.Null, default);
    }

    private static void Value(ref Utf8JsonReader reader, int name, EventRecord into)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                into.Commit(name, EventValueKind.Text, JsonText.Unescape(reader.ValueSpan, into.Reserve(reader.ValueSpan.Length)));
                break;
            case JsonTokenType.Number: into.Add(name, EventValueKind.Number, reader.ValueSpan); break;
            case JsonTokenType.True or JsonTokenType.False: into.Add(name, EventValueKind.Boolean, reader.ValueSpan); break;
            case JsonTokenType.Null: into.Add(name, EventValueKind.Null, default); break;
            default: reader.Skip(); break;
        }
    }

    private void Message(EventRecord into)
    {
        var (program, process, host, text) = (Copy(into, 0, _identifier, _command), default(Range), default(Range), default(Range));
        process = Copy(into, program.End.Value, _processes);
        host = Copy(into, process.End.Value, _host);
        text = Copy(into, host.End.Value, _message);
        if (Number(into, _priority) is { } severity && severity < 8) _fields.Priority((Number(into, _facility) is { } facility && facility < 24 ? facility : 1) * 8 + severity, into);
        _fields.Host(_copy.AsSpan(host), into);
        _fields.Message(_copy.AsSpan(program), _copy.AsSpan(process), _copy.AsSpan(text), into);
    }

    /// <summary>Copies the first of some fields: the event's own memory may move while values are added.</summary>
    private Range Copy(EventRecord into, int at, params ReadOnlySpan<int> names)
    {
        foreach (var name in names)
        {
            if (into.IndexOf(name) is not (>= 0 and var index)) continue;
            var text = into.Text(index);
            if (_copy.Length - at < text.Length) Array.Resize(ref _copy, Math.Max(_copy.Length * 2, at + text.Length));
            text.CopyTo(_copy.AsSpan(at));
            return at..(at + text.Length);
        }

        return at..at;
    }

    private static int? Number(EventRecord into, int name) =>
        into.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(into.Text(at), out int number, out var used) && used == into.Text(at).Length && number >= 0 ? number : null;
}
