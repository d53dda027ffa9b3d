using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sekisho.Mime;

namespace Sekisho.Inspect.Worker;

/// <summary>
/// For fault tests of the whole system only: a message with <c>X-Sekisho-Test-Fault: crash</c> (or <c>hang</c>, <c>memory</c>)
/// makes the worker do just that. Works only in a process that was started with SEKISHO_TEST_FAULTS=1; no message and no
/// configuration can turn it on.
/// </summary>
internal static class TestFault
{
    /// <summary>The environment variable; "1" turns the faults on.</summary>
    public const string Variable = "SEKISHO_TEST_FAULTS";

    /// <summary>The header field.</summary>
    public const string Header = "X-Sekisho-Test-Fault";

    /// <summary>The fault that a message asks for; null when faults are off or it asks for none.</summary>
    /// <param name="variable">The value of <see cref="Variable"/> in this process.</param>
    /// <param name="content">The message.</param>
    public static string? Wanted(string? variable, ReadOnlyMemory<byte> content)
    {
        if (variable != "1") return null;
        var fault = MimeMessage.Read(content).Header(Header)?.Text;
        return fault is "crash" or "hang" or "memory" ? fault : null;
    }

    /// <summary>Does it; does not return.</summary>
    public static void Commit(string fault, string id, ILogger log)
    {
        Log.TestFault(log, id, fault);
        if (fault == "crash") Process.GetCurrentProcess().Kill();
        if (fault == "memory")
        {
            var blocks = new List<byte[]>();
            while (true)
            {
                var block = new byte[16 * 1024 * 1024];
                Array.Fill(block, (byte)1);
                blocks.Add(block);
            }
        }

        // Holds its thread for ever, deaf to cancellation, like an endless loop would.
        new ManualResetEventSlim().Wait(CancellationToken.None);
    }
}
