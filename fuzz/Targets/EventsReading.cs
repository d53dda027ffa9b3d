using Sekisho.Events;

namespace Sekisho.Fuzz.Targets;

/// <summary>What holds of every reader of logs, whatever it is given.</summary>
internal static class EventsReading
{
    public static void Check(EventFormat format, byte[] input, EventReaderOptions options)
    {
        using var reader = EventReaders.Open(new MemoryStream(input), format, options) ?? throw new InvalidOperationException("There is no reader of the format.");
        var record = new EventRecord();
        for (var steps = 0; ; steps++)
        {
            if (steps > (input.Length * 2) + 8) throw new InvalidOperationException("The reader does not come to an end.");
            var status = reader.Read(record);
            if (status == EventReadStatus.End) break;
            if (status == EventReadStatus.Skipped)
            {
                if (reader.Problem.Length == 0) throw new InvalidOperationException("Something was skipped and nobody is told why.");
                if (record.Count > 0) throw new InvalidOperationException("What was skipped has values.");
                continue;
            }

            if (record.Count == 0) throw new InvalidOperationException("An event has no values.");
            for (var i = 0; i < record.Count; i++)
            {
                if (record.NameId(i) >= options.Names.Count) throw new InvalidOperationException("A name has no text.");
                _ = (record.Kind(i), record.Text(i).Length);
            }

            _ = (record.Time, record.Position, record.Source.ToString());
        }

        if (reader.Read(record) != EventReadStatus.End) throw new InvalidOperationException("Something comes behind the end.");
        if (reader.BytesRead > (input.Length * 2) + 16) throw new InvalidOperationException("More was read than there is.");
        _ = EventReaders.Detect(new MemoryStream(input));
    }
}
