namespace Sekisho.Confinement;

/// <summary>Which network sockets a process may open, beside Unix stream sockets.</summary>
public enum SocketUse
{
    /// <summary>None: AF_INET, AF_INET6 and every other family are refused with EAFNOSUPPORT.</summary>
    None,

    /// <summary>TCP over IPv4 and IPv6 only. Without UDP, no packet leaves beside the ports that Landlock allows.</summary>
    Tcp,

    /// <summary>TCP and UDP over IPv4 and IPv6. Landlock does not know ports of UDP: it can be sent anywhere.</summary>
    TcpAndUdp,
}
