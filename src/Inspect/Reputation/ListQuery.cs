using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sekisho.Dns.Names;

namespace Sekisho.Inspect.Reputation;

/// <summary>The names under which lists are asked.</summary>
internal static class ListQuery
{
    /// <summary>The name for an address: its octets (IPv4, RFC 5782 §2.1) or half-octets (IPv6, §2.4) the other way round, in front of the zone.</summary>
    /// <returns>Null for an address that no list in the Internet knows, and where the name would be too long.</returns>
    public static DnsName? OfAddress(IPAddress address, string zone)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (!IsPublic(address)) return null;
        var bytes = address.GetAddressBytes();
        var name = new StringBuilder();
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            if (bytes.Length == 4) name.Append(CultureInfo.InvariantCulture, $"{bytes[i]}.");
            else name.Append(CultureInfo.InvariantCulture, $"{bytes[i] & 15:x}.{bytes[i] >> 4:x}.");
        }

        return DnsName.TryParse(name.Append(zone).ToString(), out var query) ? query : null;
    }

    /// <summary>The name for a domain; null for an address in place of one, and where the name would be too long.</summary>
    public static DnsName? OfDomain(string domain, string zone) =>
        IPAddress.TryParse(domain, out _) || !domain.Contains('.', StringComparison.Ordinal) || !DnsName.TryParse($"{domain}.{zone}", out var query) ? null : query;

    /// <summary>Asking a stranger about addresses of our own network would tell them of it.</summary>
    private static bool IsPublic(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast) return false;
        if (address.AddressFamily != AddressFamily.InterNetwork) return true;
        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127 or >= 224, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] => false,
            _ => true,
        };
    }
}
