using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sekisho.Bench.Mail;
using Sekisho.Bench.Mail.Load;
using Sekisho.Bench.Mail.Processes;

namespace Sekisho.Bench.Catch.Peers;

/// <summary>SpamAssassin's daemon with local tests only and its usual threshold, asked in its own protocol (SPAMC/1.5).</summary>
internal sealed class SpamAssassinPeer : IPeer
{
    private readonly Child _daemon;
    private readonly int _port;

    private SpamAssassinPeer(Child daemon, int port) => (_daemon, _port) = (daemon, port);

    public string Name => "SpamAssassin";

    public static async Task<IPeer> StartAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var port = Ports.Free();
        var children = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        var daemon = Child.Start(Programs.Need("spamd", "spamd"), [
            "--local", "--nouser-config", "--cf=use_bayes 0", "--cf=use_auto_whitelist 0", "--syslog=stderr", "--listen", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--min-children", children, "--max-children", children, "--max-conn-per-child", "1000000", "--pidfile", Path.Combine(folder, "spamd.pid"),
        ]);
        try
        {
            await Ports.WaitAsync(port, "SpamAssassin", TimeSpan.FromMinutes(1), cancellation);
            return new SpamAssassinPeer(daemon, port);
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> CatchesAsync(byte[] message, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _port, cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"CHECK SPAMC/1.5\r\nContent-length: {message.Length}\r\n\r\n")), cancellation);
        await stream.WriteAsync(message, cancellation);
        socket.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var reply = await reader.ReadToEndAsync(cancellation);
        if (!reply.StartsWith("SPAMD/", StringComparison.Ordinal) || !reply.Contains(" EX_OK", StringComparison.Ordinal)) throw new BenchException($"SpamAssassin answers {reply.ReplaceLineEndings(" ")}");
        return reply.Contains("Spam: True", StringComparison.OrdinalIgnoreCase);
    }

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();
}
