using System.Text;

namespace Sekisho.Events.Tests;

/// <summary>Reads whole logs for tests: the events as text, and what was skipped.</summary>
internal sealed record Reading(List<ReadEvent> Events, List<string> Problems)
{
    public static Reading Of(byte[] log, EventFormat format, EventReaderOptions? options = null)
    {
        options ??= new EventReaderOptions();
        using var reader = EventReaders.Open(new MemoryStream(log), format, options)!;
        return Of(reader, options);
    }

    public static Reading Of(string log, EventFormat format, EventReaderOptions? options = null) => Of(Encoding.UTF8.GetBytes(log), format, options);

    public static Reading Of(IEventReader reader, EventReaderOptions options)
    {
        var reading = new Reading([], []);
        var record = new EventRecord();
        while (true)
        {
            switch (reader.Read(record))
            {
                case EventReadStatus.Event: reading.Events.Add(ReadEvent.Of(record, options)); break;
                case EventReadStatus.Skipped: reading.Problems.Add(reader.Problem); break;
                default: return reading;
            }
        }
    }
}

/// <summary>An event as tests look at it.</summary>
internal sealed record ReadEvent(long Position, long Line, DateTimeOffset? Time, string Source, List<(string Name, EventValueKind Kind, string Text)> Values)
{
    /// <summary>The values of a name, one behind the other with |; null when there is none.</summary>
    public string? this[string name] => Values.Exists(value => value.Name == name) ? string.Join('|', Values.Where(value => value.Name == name).Select(value => value.Text)) : null;

    public static ReadEvent Of(EventRecord record, EventReaderOptions options)
    {
        var values = new List<(string, EventValueKind, string)>();
        for (var i = 0; i < record.Count; i++)
            values.Add((record.NameId(i) < 0 ? "" : Encoding.UTF8.GetString(options.Names.NameOf(record.NameId(i))), record.Kind(i), Encoding.UTF8.GetString(record.Text(i))));
        return new ReadEvent(record.Position, record.Line, record.Time, record.Source.ToString(), values);
    }
}
