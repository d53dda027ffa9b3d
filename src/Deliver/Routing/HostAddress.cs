using System.Globalization;
using System.Net;

namespace Sekisho.Deliver.Routing;

/// <summary>A host and a port as they stand in a route: "mail.example.org:25", "192.0.2.1:25", "[2001:db8::1]:25".</summary>
/// <param name="Host">A name or an address without brackets.</param>
/// <param name="Port">The port.</param>
internal sealed record HostAddress(string Host, int Port)
{
    public static HostAddress? Parse(string text, int defaultPort)
    {
        var rest = text.AsSpan().Trim();
        ReadOnlySpan<char> host;
        ReadOnlySpan<char> port = default;
        if (rest.StartsWith("["))
        {
            var end = rest.IndexOf(']');
            if (end < 0 || !IPAddress.TryParse(rest[1..end], out _)) return null;
            host = rest[1..end];
            rest = rest[(end + 1)..];
            if (!rest.IsEmpty && rest[0] != ':') return null;
            if (!rest.IsEmpty) port = rest[1..];
        }
        else
        {
            var colon = rest.LastIndexOf(':');
            var manyColons = colon >= 0 && rest.IndexOf(':') != colon;
            host = colon < 0 || manyColons ? rest : rest[..colon];
            if (colon >= 0 && !manyColons) port = rest[(colon + 1)..];
            if (manyColons && !IPAddress.TryParse(host, out _)) return null;
        }

        var number = defaultPort;
        if (!port.IsEmpty && !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number)) return null;
        return host.IsEmpty || number is < 1 or > 65535 ? null : new HostAddress(host.ToString(), number);
    }
}
