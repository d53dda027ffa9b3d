using System.Globalization;
using Sekisho.Bench.Mail.Processes;

namespace Sekisho.Bench.Mail.Load;

/// <summary>Postfix's own load generator: neutral, and it checks every reply.</summary>
internal static class SmtpSource
{
    /// <summary>Sends messages of one size; every one must be acknowledged.</summary>
    /// <returns>The time it took.</returns>
    public static async Task<TimeSpan> SendAsync(int port, int messages, int sessions, int bodyBytes, bool reuseConnections, TimeSpan limit, CancellationToken cancellation)
    {
        var program = Programs.Need("smtp-source", "postfix");
        string[] mode = reuseConnections ? ["-d"] : [];
        string[] arguments =
        [
            .. mode, "-s", Text(sessions), "-m", Text(messages), "-l", Text(bodyBytes),
            "-M", "load.test", "-f", Addresses.Sender, "-t", Addresses.Local, $"127.0.0.1:{port}",
        ];
        var started = TimeProvider.System.GetTimestamp();
        await Child.RunAsync(program, arguments, "", limit, cancellation);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
