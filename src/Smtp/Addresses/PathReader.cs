using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace Sekisho.Smtp.Addresses;

/// <summary>
/// Reads the path of MAIL and RCPT (RFC 5321 §4.1.2, with UTF-8 as in RFC 6531 §3.3). Linear; never throws.
/// </summary>
/// <remarks>
/// Wider than the grammar in three places where real mail is: dots may stand anywhere in a local part (addresses of
/// Japanese mobile carriers), an underscore may stand in a domain, and a local part may have
/// <see cref="MaxLocalPartBytes"/> instead of 64 octets (bounce addresses that carry the recipient's).
/// </remarks>
public static class PathReader
{
    /// <summary>The longest local part. Stops addresses that are only there to fill logs and tables.</summary>
    public const int MaxLocalPartBytes = 255;

    /// <summary>The longest domain (RFC 5321 §4.5.3.1.2).</summary>
    public const int MaxDomainBytes = 255;

    private const int MaxLabelBytes = 63; // RFC 1035 §2.3.4

    // RFC 5322 §3.2.3 atext, and the dot.
    private static readonly SearchValues<byte> AtomBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~."u8);

    private static readonly SearchValues<byte> DomainBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789."u8);

    /// <summary>Reads the path at the beginning of <paramref name="text"/>, angle brackets included.</summary>
    /// <param name="text">The text after FROM: or TO:.</param>
    /// <param name="address">The address without brackets and without a source route (RFC 5321 §4.1.1.3 ignores it); empty unless the status is Address.</param>
    /// <param name="consumed">How many bytes the path took.</param>
    public static PathStatus Read(ReadOnlySpan<byte> text, out string address, out int consumed)
    {
        address = "";
        consumed = 0;
        if (text.IsEmpty || text[0] != '<') return PathStatus.Malformed;
        var at = 1;
        if (at < text.Length && text[at] == '@' && !SkipRoute(text, ref at)) return PathStatus.Malformed;
        var start = at;
        if (!ReadLocalPart(text, ref at)) return PathStatus.Malformed;
        var localEnd = at;
        if (at < text.Length && text[at] == '>')
        {
            consumed = at + 1;
            if (at == 1) return PathStatus.Null;
            return Ascii.EqualsIgnoreCase(text[start..at], "postmaster"u8) ? PathStatus.Postmaster : PathStatus.Malformed;
        }

        if (localEnd == start || at >= text.Length || text[at] != '@') return PathStatus.Malformed;
        at++;
        var domainStart = at;
        var end = text[at..].IndexOf((byte)'>');
        if (end < 0) return PathStatus.Malformed;
        at += end;
        var domain = text[domainStart..at];
        if (localEnd - start > MaxLocalPartBytes || domain.Length > MaxDomainBytes) return PathStatus.TooLong;
        if (!IsDomain(domain) || !IsText(text[start..at])) return PathStatus.Malformed;
        address = Encoding.UTF8.GetString(text[start..at]);
        consumed = at + 1;
        return PathStatus.Address;
    }

    /// <summary>Whether it is a domain name or an address literal (RFC 5321 §4.1.2, §4.1.3).</summary>
    public static bool IsDomain(ReadOnlySpan<byte> domain)
    {
        if (domain.IsEmpty || domain.Length > MaxDomainBytes) return false;
        if (domain[0] == '[') return IsLiteral(domain);
        while (true)
        {
            var dot = domain.IndexOf((byte)'.');
            var label = dot < 0 ? domain : domain[..dot];
            if (label.IsEmpty || label.Length > MaxLabelBytes) return false;
            foreach (var octet in label)
                if (octet < 0x80 && !DomainBytes.Contains(octet)) return false;
            if (dot < 0) return true;
            domain = domain[(dot + 1)..];
        }
    }

    // Source routes are accepted and ignored (RFC 5321 appendix C).
    private static bool SkipRoute(ReadOnlySpan<byte> text, ref int at)
    {
        var colon = text[at..].IndexOfAny((byte)':', (byte)'>');
        if (colon < 0 || text[at + colon] == '>') return false;
        foreach (var octet in text.Slice(at, colon))
            if (octet is not ((byte)'@' or (byte)',') && !DomainBytes.Contains(octet)) return false;
        at += colon + 1;
        return true;
    }

    private static bool ReadLocalPart(ReadOnlySpan<byte> text, ref int at)
    {
        if (at < text.Length && text[at] == '"') return ReadQuotedString(text, ref at);
        while (at < text.Length && (text[at] >= 0x80 || AtomBytes.Contains(text[at]))) at++;
        return true;
    }

    private static bool ReadQuotedString(ReadOnlySpan<byte> text, ref int at)
    {
        for (at++; at < text.Length; at++)
        {
            var octet = text[at];
            if (octet == '"')
            {
                at++;
                return true;
            }

            if (octet == '\\' && ++at >= text.Length) return false;
            if (text[at] is < 0x20 or 0x7F) return false;
        }

        return false;
    }

    private static bool IsLiteral(ReadOnlySpan<byte> domain)
    {
        if (domain.Length < 3 || domain[^1] != ']') return false;
        var inside = domain[1..^1];
        if (inside.Length > 5 && Ascii.EqualsIgnoreCase(inside[..5], "IPv6:"u8))
            return IPAddress.TryParse(Encoding.Latin1.GetString(inside[5..]), out var six) && six.AddressFamily == AddressFamily.InterNetworkV6;
        // Four numbers: other forms that a parser might take for an IPv4 address are none here.
        return inside.Count((byte)'.') == 3 && !inside.ContainsAnyExcept(AddressBytes)
            && IPAddress.TryParse(Encoding.Latin1.GetString(inside), out var four) && four.AddressFamily == AddressFamily.InterNetwork;
    }

    // Valid UTF-8 without control characters: what ends up in logs and headers has no line ends in any character set.
    private static bool IsText(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text)) return true;
        if (!Utf8.IsValid(text)) return false;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029) return false;
            text = text[length..];
        }

        return true;
    }
}
