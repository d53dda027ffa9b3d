using System.Globalization;
using System.Text.RegularExpressions;
using Sekisho.Bench.Mail.Processes;

namespace Sekisho.Bench.Mail.Load;

/// <summary>Postfix's own sink: takes every message, throws it away and counts.</summary>
internal sealed partial class SmtpSink : IAsyncDisposable
{
    private readonly Child _child;
    private readonly Task _reading;
    private long _received;
    private long _lastChange;

    private SmtpSink(Child child, int port)
    {
        _child = child;
        Port = port;
        _reading = ReadAsync();
    }

    public int Port { get; }

    /// <summary>How many messages have arrived.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>When the last one arrived (a time stamp of the system clock).</summary>
    public long LastChange => Volatile.Read(ref _lastChange);

    public static async Task<SmtpSink> StartAsync(CancellationToken cancellation)
    {
        var port = Ports.Free();
        // As root it insists on giving up its rights.
        string[] rights = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        var sink = new SmtpSink(Child.Start(Programs.Need("smtp-sink", "postfix"), [.. rights, "-c", $"127.0.0.1:{port}", "1000"]), port);
        await Ports.WaitAsync(port, "smtp-sink", TimeSpan.FromSeconds(10), cancellation);
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        await _reading;
    }

    /// <summary>Its counter: "sess=12 quit=12 mesg=34" and a carriage return, again and again.</summary>
    private async Task ReadAsync()
    {
        var buffer = new char[8192];
        var tail = "";
        try
        {
            while (await _child.Output.ReadAsync(buffer) is > 0 and var count)
            {
                var text = tail + new string(buffer, 0, count);
                if (Counter().Matches(text) is [.., var last])
                {
                    var received = long.Parse(last.Groups["count"].Value, CultureInfo.InvariantCulture);
                    if (received != Interlocked.Exchange(ref _received, received)) Volatile.Write(ref _lastChange, TimeProvider.System.GetTimestamp());
                }

                tail = text[^Math.Min(text.Length, 64)..];
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // the sink has been stopped
        }
    }

    [GeneratedRegex("mesg=(?<count>[0-9]+)\r", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Counter();
}
