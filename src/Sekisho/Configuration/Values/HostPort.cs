using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Sekisho.Configuration.Values;

/// <summary>A host and a port.</summary>
/// <param name="Host">A name or an address; an IPv6 address without brackets.</param>
/// <param name="Port">0 to 65,535; 0 means any free port where something listens.</param>
internal sealed record HostPort(string Host, int Port)
{
    /// <summary>The form in words.</summary>
    public const string Form = "HOST:PORT, an IPv6 address in brackets: 127.0.0.1:2525, [::1]:2525";

    /// <summary>The longest host name (RFC 1035 §2.3.4).</summary>
    private const int MaxHostCharacters = 253;

    /// <summary>Reads "host:port" or "[v6]:port".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HostPort? value)
    {
        value = null;
        var colon = text.LastIndexOf(':');
        if (colon < 1) return false;
        var host = text[..colon];
        var digits = text[(colon + 1)..];
        if (digits.Length is 0 or > 5 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65_535) return false;
        if (host[0] == '[')
        {
            if (host[^1] != ']' || !IPAddress.TryParse(host[1..^1], out var six)
                || six.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6) return false;
            host = host[1..^1];
        }
        else if (!IsHost(host))
        {
            return false;
        }

        value = new HostPort(host, port);
        return true;
    }

    /// <summary>Whether a text may be a host name or an IPv4 address: letters, digits, hyphens and dots (RFC 1123 §2.1).</summary>
    public static bool IsHost(string host) =>
        host.Length is > 0 and <= MaxHostCharacters
        && host.Split('.').All(label => label.Length is > 0 and <= 63
            && label[0] != '-' && label[^1] != '-'
            && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));

    /// <summary>As written: an IPv6 address in brackets.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
