using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Sekisho.Inspect.Html;

/// <summary>
/// What a page fetches by itself from a file share of the open net ("file://host/…", "\\host\…"): Windows logs in there, and
/// so gives the hash of its user's password to whoever runs the host. Links, which need a click, are not meant.
/// </summary>
internal static class ShareSources
{
    /// <summary>Most that are told. Stops a page of nothing else.</summary>
    private const int MaxFound = 20;

    /// <summary>Longest part of an address that is told, in characters.</summary>
    private const int MaxToldChars = 120;

    /// <summary>Names that lead nowhere outside a house: a signature's picture on the sender's own server harms nobody.</summary>
    private static readonly string[] Indoors = [".local", ".lan", ".internal", ".intranet", ".intra", ".corp", ".home", ".localdomain", ".private", ".arpa"];

    private static readonly SearchValues<char> HostEnds = SearchValues.Create("/\\\"'<> )"), Ends = SearchValues.Create("\"'<> )");

    /// <summary>Those of a page.</summary>
    /// <param name="view">The page, read: its pictures and frames.</param>
    /// <param name="page">The same as written: sources of other kinds (styles, backgrounds, posters).</param>
    public static IEnumerable<string> In(HtmlView view, string page)
    {
        var found = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var image in view.Images) Note(image.Source, found);
        foreach (var frame in view.Frames) Note(frame, found);
        if (view.Base is { } start) Note(start, found);
        Scan(page, "file:", found);
        Scan(page, @"\\", found);
        return found;
    }

    /// <summary>The host of a share in the open net; null where the address is none, or a file of the reader's own.</summary>
    public static string? HostOf(ReadOnlySpan<char> address)
    {
        address = address.Trim();
        var slashes = 0;
        if (address.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            address = address["file:".Length..];
            slashes = Slashes(address);
            // "file:///C:/…" is a file of the reader's own; "file:////host" is a share again.
            if (slashes is not 2 and < 4) return null;
        }
        else if (address.StartsWith(@"\\", StringComparison.Ordinal)) slashes = Slashes(address);
        if (slashes == 0) return null;
        address = address[slashes..];
        var end = address.IndexOfAny(HostEnds);
        if (end >= 0) address = address[..end];
        // "\\host@SSL@8443\…" is a share over the web.
        var at = address.IndexOf('@');
        if (at >= 0) address = address[..at];
        return IsOpen(address) ? address.ToString().ToLowerInvariant() : null;
    }

    private static int Slashes(ReadOnlySpan<char> text) => text.IndexOfAnyExcept('/', '\\') is var count && count < 0 ? 0 : count;

    private static bool IsOpen(ReadOnlySpan<char> host)
    {
        if (host.Length is < 4 or > 253 || !host.Contains('.') || host[^1] == '.' || host[0] == '.') return false;
        if (IPAddress.TryParse(host, out var ip)) return ip.AddressFamily == AddressFamily.InterNetwork && !IsPrivate(ip.GetAddressBytes());
        foreach (var character in host)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_')) return false;
        foreach (var ending in Indoors)
            if (host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return false;
        return char.IsAsciiLetter(host[^1]);
    }

    /// <summary>RFC 1918 §3, loopback, and addresses of one link.</summary>
    private static bool IsPrivate(byte[] ip) => ip[0] is 10 or 127 or 0 || ip is [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..];

    private static void Scan(ReadOnlySpan<char> page, ReadOnlySpan<char> mark, SortedSet<string> found)
    {
        for (var from = 0; from < page.Length && found.Count < MaxFound;)
        {
            var at = page[from..].IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return;
            at += from;
            from = at + mark.Length;
            if (IsFetched(page[Math.Max(0, at - 24)..at])) Note(page[at..Math.Min(page.Length, at + 300)], found);
        }
    }

    /// <summary>Whether what stands before an address makes programs fetch it: "src=", "background=", "url(".</summary>
    private static bool IsFetched(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd(" \t\r\n\"'");
        if (before.EndsWith("url(", StringComparison.OrdinalIgnoreCase)) return true;
        if (before.IsEmpty || before[^1] != '=') return false;
        before = before[..^1].TrimEnd();
        return before.EndsWith("src", StringComparison.OrdinalIgnoreCase) || before.EndsWith("background", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("poster", StringComparison.OrdinalIgnoreCase) || before.EndsWith("srcset", StringComparison.OrdinalIgnoreCase);
    }

    private static void Note(ReadOnlySpan<char> address, SortedSet<string> found)
    {
        if (found.Count >= MaxFound || HostOf(address) is null) return;
        address = address.Trim();
        var end = address.IndexOfAny(Ends);
        if (end >= 0) address = address[..end];
        found.Add(address[..Math.Min(address.Length, MaxToldChars)].ToString());
    }
}
