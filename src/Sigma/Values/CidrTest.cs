using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>
/// The value is an address in a network. An IPv4 address written as IPv6 (<c>::ffff:10.0.0.1</c>) is in the networks of
/// IPv4; a zone (<c>%eth0</c>) does not count.
/// </summary>
internal sealed class CidrTest : ValueTest
{
    private readonly UInt128 _network;
    private readonly UInt128 _mask;
    private readonly bool _isV4;

    private CidrTest(UInt128 network, UInt128 mask, bool isV4) => (_network, _mask, _isV4) = (network & mask, mask, isV4);

    public override string Key => $"c{_isV4}{_network:x}/{_mask:x}";

    /// <summary>Reads a network: <c>10.0.0.0/8</c>, <c>fe80::/10</c>, or one address.</summary>
    public static CidrTest? Create(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return null;
        var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        var bits = isV4 ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits)) return null;
        var mask = prefix == 0 ? UInt128.Zero : isV4 ? (uint)(uint.MaxValue << (32 - prefix)) : UInt128.MaxValue << (128 - prefix);
        return new CidrTest(NumberOf(address), mask, isV4);
    }

    public override bool Matches(EventView view, int value)
    {
        var text = view.Raw(value);
        if (text.IndexOf((byte)':') < 0) return _isV4 && TryV4(text, out var v4) && (v4 & _mask) == _network;
        if (text.Length > 64) return false;
        Span<char> characters = stackalloc char[64];
        if (Ascii.ToUtf16(text, characters, out var written) != System.Buffers.OperationStatus.Done) return false;
        var zone = characters[..written].IndexOf('%');
        if (!IPAddress.TryParse(characters[..(zone < 0 ? written : zone)], out var address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork == _isV4 && (NumberOf(address) & _mask) == _network;
    }

    /// <summary>Four decimal numbers, read without making an object: every network event passes here.</summary>
    private static bool TryV4(ReadOnlySpan<byte> text, out UInt128 address)
    {
        uint result = 0, part = 0;
        int parts = 0, digits = 0;
        address = 0;
        foreach (var character in text)
        {
            if (character is >= (byte)'0' and <= (byte)'9' && digits < 3)
            {
                part = (part * 10) + character - '0';
                digits++;
            }
            else if (character == (byte)'.' && digits > 0 && part <= 255 && parts < 3)
            {
                result = (result << 8) | part;
                (part, digits) = (0, 0);
                parts++;
            }
            else
            {
                return false;
            }
        }

        if (parts != 3 || digits == 0 || part > 255) return false;
        address = (result << 8) | part;
        return true;
    }

    private static UInt128 NumberOf(IPAddress address)
    {
        UInt128 number = 0;
        foreach (var part in address.GetAddressBytes()) number = (number << 8) | part;
        return number;
    }
}
