using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sekisho.Identity.Throttling;

/// <summary>A network as a number: its first bits, and how many. What one person has: an IPv4 address or an IPv6 /64.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NetworkKey(UInt128 Prefix, byte Bits)
{
    private const int IPv4MappedBits = 96;

    /// <summary>An IPv4 address; an IPv6 /64, which one subscriber has.</summary>
    public static NetworkKey Of(IPAddress address) => Of(address, 32, 64);

    /// <summary>An IPv4 /24; an IPv6 /48, which one customer of a provider has.</summary>
    public static NetworkKey AroundOf(IPAddress address) => Of(address, 24, 48);

    private static NetworkKey Of(IPAddress address, int bits4, int bits6)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isFour = address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;
        // ::ffff:192.0.2.1 is 192.0.2.1: the same network on a socket for both families.
        (isFour ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        var bits = isFour ? IPv4MappedBits + bits4 : bits6;
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return new NetworkKey(value >> (128 - bits), (byte)bits);
    }
}
