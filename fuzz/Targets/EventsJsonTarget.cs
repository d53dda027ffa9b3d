using System.Text;
using Sekisho.Events;
using Sekisho.Events.Json;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>JSON logs: lines, arrays, objects over several lines.</summary>
public sealed class EventsJsonTarget : IFuzzTarget
{
    public string Name => "events-json";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "{\"Channel\":\"Security\",\"EventID\":4688,\"a\":[1,2,{\"b\":null}],\"t\":\"\\u00e9\\ud83d\\ude00\\ud800x\"}\n{\"x\":{}}\n",
            "[\n{\"a\": 1},\n{\"b\": \"}\\\"{\"}\n]\n",
            "{\n  \"Event\": {\n    \"System\": { \"Provider\": { \"#attributes\": { \"Name\": \"P\" } }, \"EventID\": { \"#text\": 7045 } },\n    \"EventData\": { \"Data\": [ { \"@Name\": \"Image\", \"#text\": \"x\" } ] }\n  }\n}\n",
            "{\"@timestamp\":\"2024-05-01T10:00:00.123456789Z\",\"winlog\":{\"channel\":\"System\",\"event_id\":7045,\"event_data\":{\"ServiceName\":\"s\"}}}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input)
    {
        using var reader = new JsonEventReader(new MemoryStream(input), new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
        var record = new EventRecord();
        long line = 0;
        for (var steps = 0; ; steps++)
        {
            if (steps > input.Length + 2) throw new InvalidOperationException("The reader does not come to an end.");
            var status = reader.Read(record);
            if (status == EventReadStatus.End) break;
            if (status == EventReadStatus.Skipped)
            {
                if (reader.Problem.Length == 0) throw new InvalidOperationException("Something was skipped and nobody is told why.");
                continue;
            }

            if (record.Line < line) throw new InvalidOperationException("Lines go backwards.");
            line = record.Line;
            for (var i = 0; i < record.Count; i++) _ = (record.NameId(i), record.Kind(i), record.Text(i).Length);
            _ = (record.Time, record.Source.ToString());
        }

        if (reader.BytesRead > (input.Length * 2) + 16) throw new InvalidOperationException("More was read than there is.");
    }
}
