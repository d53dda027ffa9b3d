using System.Net;
using Sekisho.Dns.Names;

namespace Sekisho.MailAuth;

/// <summary>Domain names as the methods compare them: A-labels, lower case, no final dot.</summary>
internal static class DomainText
{
    /// <summary>Brings a name to its comparable form (RFC 5890 §2.3.2.1, RFC 4343 §3).</summary>
    /// <returns>False for what is no domain name: an empty or too long label, the root, an address literal.</returns>
    public static bool TryNormalize(string? text, out string name)
    {
        name = "";
        if (string.IsNullOrEmpty(text) || text[0] == '[' || !DnsName.TryParse(text, out var parsed) || parsed.IsRoot) return false;
        name = parsed.Text.ToLowerInvariant();
        return true;
    }

    /// <summary>Whether <paramref name="name"/> is <paramref name="zone"/> or lies under it; both normalized.</summary>
    public static bool IsWithin(string name, string zone) =>
        name.Length == zone.Length ? string.Equals(name, zone, StringComparison.OrdinalIgnoreCase)
        : name.Length > zone.Length && name[^(zone.Length + 1)] == '.' && name.EndsWith(zone, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many labels a normalized name has.</summary>
    public static int Labels(string name) => name.AsSpan().Count('.') + 1;

    /// <summary>The last <paramref name="count"/> labels of a normalized name; the whole name where it has no more.</summary>
    public static string LastLabels(string name, int count)
    {
        var at = name.Length;
        while (count > 0 && at > 0)
        {
            at = name.LastIndexOf('.', at - 1);
            if (at < 0) return name;
            count--;
        }

        return name[(at + 1)..];
    }

    /// <summary>An address in one form: IPv4 in IPv6 (::ffff:192.0.2.1) is IPv4.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
