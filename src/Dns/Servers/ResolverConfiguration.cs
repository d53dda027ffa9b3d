using System.Net;

namespace Sekisho.Dns.Servers;

/// <summary>The servers that the system itself uses, from the text of /etc/resolv.conf.</summary>
public static class ResolverConfiguration
{
    /// <summary>Where it stands.</summary>
    public const string SystemFile = "/etc/resolv.conf";

    // More servers only make a failure slower (the C library takes three).
    private const int MaxServers = 4;

    /// <summary>Whether an "options" line has trust-ad: the servers validate, and the way to them is safe (resolv.conf(5)).</summary>
    public static bool TrustsAuthenticatedData(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = line.Trim().ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && words[0] == "options" && words.Contains("trust-ad")) return true;
        }

        return false;
    }

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
