using System.Net;
using System.Net.Sockets;

namespace Sekisho.Bench.Mail.Load;

/// <summary>Loopback ports.</summary>
internal static class Ports
{
    /// <summary>A port that was free a moment ago.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Waits until something answers there.</summary>
    /// <exception cref="BenchException">Nothing did in time.</exception>
    public static async Task WaitAsync(int port, string who, TimeSpan limit, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < limit)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
            }
        }

        throw new BenchException($"{who} does not answer at 127.0.0.1:{port} after {limit.TotalSeconds:0} s");
    }
}
