using System.Text;
using Sekisho.Events;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Access logs as text and as JSON.</summary>
public sealed class EventsWebTarget : IFuzzTarget
{
    public string Name => "events-web";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "192.0.2.7 - ann [10/Oct/2000:13:55:36 -0700] \"GET /a?x=\\x22\\\"y HTTP/1.0\" 200 2326 \"http://example.com/\" \"Mozilla/4.08 [en]\" \"more\" 1.5\n",
            "www.example.org:443 2001:db8::7 - - [10/Oct/2000:13:55:36 +0000] \"\\x16\\x03\" 400 - \"-\" \"cut off\n",
            "{\"time\":\"2024-05-01T10:00:00+02:00\",\"remote_addr\":\"192.0.2.7\",\"request\":\"GET /x?y HTTP/1.1\",\"status\":404,\"http_user_agent\":\"curl\\u0000\"}\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.Web, input, new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
}
