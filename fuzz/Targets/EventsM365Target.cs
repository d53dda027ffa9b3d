using System.Text;
using Sekisho.Events;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The unified audit log as JSON and as CSV.</summary>
public sealed class EventsM365Target : IFuzzTarget
{
    public string Name => "events-m365";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "{\"CreationTime\":\"2024-05-01T10:00:00\",\"Operation\":\"New-InboxRule\",\"RecordType\":1,\"ResultStatus\":\"True\",\"Workload\":\"Exchange\",\"Parameters\":[{\"Name\":\"ForwardTo\",\"Value\":\"x\"}],\"ModifiedProperties\":[{\"Name\":\"R\",\"NewValue\":\"a\",\"OldValue\":\"b\"}]}\n",
            "CreationDate,UserIds,AuditData\r\n2024-05-01T10:00:00Z,\"a, b\",\"{\"\"Workload\"\":\"\"SecurityComplianceCenter\"\",\"\"Name\"\":\"\"x\"\"}\"\r\n2,x,\"{\n}\"\n3,\"",
            "[{\"RecordType\":1,\"AuditData\":\"{\\\"Operation\\\":\\\"x\\\"}\"}]",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.M365, input, new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
}
