using System.Net;

namespace Sekisho.Dns.Servers;

/// <summary>The servers that the system itself uses, from the text of /etc/resolv.conf.</summary>
public static class ResolverConfiguration
{
    /// <summary>Where it stands.</summary>
    public const string SystemFile = "/etc/resolv.conf";

    // More servers only make a failure slower (the C library takes three).
    private const int MaxServers = 4;

    /// <summary>The "nameserver" lines that hold an address, in order.</summary>
    public static IReadOnlyList<IPEndPoint> ReadServers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var servers = new List<IPEndPoint>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.Trim();
            if (!rest.StartsWith("nameserver") || rest.Length < 12 || !char.IsWhiteSpace(rest[10])) continue;
            rest = rest[10..].Trim();
            var end = rest.IndexOfAny(' ', '\t');
            if (end >= 0) rest = rest[..end];
            if (IPAddress.TryParse(rest, out var address) && servers.Count < MaxServers) servers.Add(new IPEndPoint(address, DnsServerAddress.DefaultPort));
        }

        return servers;
    }
}
