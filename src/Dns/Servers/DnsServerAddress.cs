using System.Globalization;
using System.Net;

namespace Sekisho.Dns.Servers;

/// <summary>Reads the address of a DNS server as it stands in a configuration.</summary>
public static class DnsServerAddress
{
    /// <summary>The port where none is given.</summary>
    public const int DefaultPort = 53;

    /// <summary>Reads "HOST:PORT" or "HOST": an IPv4 address, an IPv6 address (in brackets when a port follows) or "localhost".</summary>
    /// <returns>False for anything else; a name cannot be meant, as a server is needed to look one up.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IPEndPoint? address)
    {
        address = null;
        text = text.Trim();
        var host = text;
        ReadOnlySpan<char> port = default;
        if (text.StartsWith("["))
        {
            var end = text.IndexOf(']');
            if (end < 0) return false;
            host = text[1..end];
            var rest = text[(end + 1)..];
            if (!rest.IsEmpty && rest[0] != ':') return false;
            port = rest.IsEmpty ? default : rest[1..];
            if (!rest.IsEmpty && port.IsEmpty) return false;
        }
        else if (text.Count(':') == 1)
        {
            host = text[..text.IndexOf(':')];
            port = text[(text.IndexOf(':') + 1)..];
            if (port.IsEmpty) return false;
        }

        var number = DefaultPort;
        if (!port.IsEmpty && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > 65535)) return false;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) host = "127.0.0.1";

        // IPAddress also takes "1" and "0x7f.1" for addresses: nobody means that in a configuration.
        if (host.IndexOfAny('.', ':') < 0 || !IPAddress.TryParse(host, out var parsed)) return false;
        if (parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && host.Count('.') != 3) return false;
        address = new IPEndPoint(parsed, number);
        return true;
    }
}
