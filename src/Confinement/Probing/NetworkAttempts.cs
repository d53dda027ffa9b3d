using System.Net;
using System.Net.Sockets;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Probing;

/// <summary>Really tries to open connections and ports, from inside a confinement.</summary>
public static class NetworkAttempts
{
    /// <summary>Connects to a TCP port of this machine. That nobody listens there is no refusal.</summary>
    public static AttemptResult ConnectTcp(int port) => Try(() =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
    });

    /// <summary>Sends a datagram to a port of this machine.</summary>
    public static AttemptResult SendUdp(int port) => Try(() =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo([1], new IPEndPoint(IPAddress.Loopback, port));
    });

    /// <summary>Listens on a TCP port; 0 for one that the kernel chooses. That another program has it is no refusal.</summary>
    public static AttemptResult ListenTcp(int port) => Try(() =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen(1);
    });

    /// <summary>Listens on a TCP socket that was not bound: the kernel chooses a port, and Landlock does not look.</summary>
    public static AttemptResult ListenUnbound()
    {
        var (socket, error) = LinuxCalls.Call(CallNumbers.Socket.Here, (int)AddressFamily.InterNetwork, (int)SocketType.Stream, 0);
        if (socket < 0) return AttemptResult.Refused(LinuxCalls.Describe(error));
        var (result, listenError) = LinuxCalls.Call(CallNumbers.Listen.Here, (nint)socket, 1);
        LinuxCalls.Call(CallNumbers.Close.Here, (nint)socket);
        return result == 0 ? AttemptResult.Done("done") : AttemptResult.Refused(LinuxCalls.Describe(listenError));
    }

    /// <summary>Connects to a Unix socket by its path, or, with a NUL in front, to an abstract one.</summary>
    public static AttemptResult ConnectUnix(string path) => Try(() =>
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
    });

    private static AttemptResult Try(Action attempt)
    {
        try
        {
            attempt();
            return AttemptResult.Done("done");
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressAlreadyInUse or SocketError.TimedOut
                ? AttemptResult.Done($"let through: {problem.Message}")
                : AttemptResult.Refused(problem.Message);
        }
    }
}
