using System.Text;
using Sekisho.Events;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Entries of the journal with texts, bytes and several values.</summary>
public sealed class EventsJournalTarget : IFuzzTarget
{
    public string Name => "events-journal";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "{\"__REALTIME_TIMESTAMP\":\"1700000000123456\",\"PRIORITY\":\"6\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"_PID\":\"77\",\"MESSAGE\":\"Failed password for ann from 192.0.2.7 port 22 ssh2\",\"X\":null}\n{\"MESSAGE\":[104,195,255],\"A\":[\"x\",[121,122]],\"B\":[],\"C\":{\"d\":1}}\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.Journal, input, new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
}
