using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sekisho.Inspect.Antivirus;

/// <summary>Where clamd listens: a path of a Unix socket, or a host and port.</summary>
public sealed class ClamdAddress
{
    private ClamdAddress(EndPoint endPoint, string text) => (EndPoint, Text) = (endPoint, text);

    internal EndPoint EndPoint { get; }

    /// <summary>The address as it was given.</summary>
    public string Text { get; }

    /// <summary>Reads <c>unix:/path</c>, <c>/path</c>, <c>tcp:host:port</c> or <c>host:port</c> (IPv6 in brackets).</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, or null.</param>
    /// <returns>False where it is none of these.</returns>
    public static bool TryParse(string text, out ClamdAddress? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        var value = text.StartsWith("unix:", StringComparison.Ordinal) ? text[5..] : text;
        if (value.StartsWith('/'))
        {
            // sockaddr_un has room for 107 bytes and a NUL.
            if (System.Text.Encoding.UTF8.GetByteCount(value) > 107) return false;
            address = new ClamdAddress(new UnixDomainSocketEndPoint(value), text);
            return true;
        }

        if (text.StartsWith("unix:", StringComparison.Ordinal)) return false;
        value = text.StartsWith("tcp:", StringComparison.Ordinal) ? text[4..] : text;
        var colon = value.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) return false;
        var host = value[..colon].Trim('[', ']');
        if (host.Length == 0 || host.Contains(':', StringComparison.Ordinal) && !value.StartsWith('[')) return false;
        address = new ClamdAddress(IPAddress.TryParse(host, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host, port), text);
        return true;
    }
}
