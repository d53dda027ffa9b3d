using System.Net;
using System.Net.Sockets;
using Sekisho.Configuration.Values;

namespace Sekisho.Starting;

/// <summary>Tries whether an address can be listened on, so that the operator hears of it by the setting's name before anything is started.</summary>
internal static class PortProbe
{
    /// <summary>Listens for a moment.</summary>
    /// <returns>Null, or why it is not possible.</returns>
    public static SocketError? Try(HostPort at)
    {
        if (at.Port == 0) return null;
        var address = at.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(at.Host);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, at.Port));
            socket.Listen(1);
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    /// <summary>What is wrong with an address of a setting, and what to do.</summary>
    public static string Describe(string setting, HostPort at, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => $"{at} of {setting} is taken: another program listens there, or Sekisho is running already. End it, or set another port in {setting}.",
        SocketError.AccessDenied => $"{at} of {setting} may not be used by this user: ports below 1024 need the capability CAP_NET_BIND_SERVICE. Give it, or set another port in {setting}.",
        SocketError.AddressNotAvailable => $"{at} of {setting} is no address of this machine. Correct {setting}.",
        _ => $"{at} of {setting} cannot be listened on ({error}). Correct {setting}.",
    };
}
