using System.Text;
using Sekisho.Events;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The own log.</summary>
public sealed class EventsSekishoTarget : IFuzzTarget
{
    public string Name => "events-sekisho";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "{\"t\":\"2026-01-02T03:04:05.678901Z\",\"level\":\"warn\",\"role\":\"inspect.2\",\"category\":\"Verdict\",\"event\":\"Quarantined\",\"message\":\"held\",\"score\":7}\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.Sekisho, input, new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
}
