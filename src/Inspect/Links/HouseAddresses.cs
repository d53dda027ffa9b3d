using System.Net;
using System.Net.Sockets;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Addresses of the reader's own machine and house (RFC 1918 §3, RFC 4193 §3, RFC 3927 §2.1, RFC 1122 §3.2.1.3): routers,
/// printers and test servers have no other name, and nobody outside answers there.
/// </summary>
internal static class HouseAddresses
{
    /// <summary>Whether the host is such an address.</summary>
    /// <param name="host">An IP address, IPv6 in brackets.</param>
    public static bool Contains(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        return address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..];
    }
}
