using System.Buffers;
using System.Globalization;
using System.Text;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Links;

/// <summary>Reads one web address as browsers do (WHATWG URL), as far as facts need it. Never throws; linear.</summary>
internal static class LinkReader
{
    /// <summary>No host name is longer, in characters (RFC 1035 §2.3.4 has 255 bytes; percent-encoding triples).</summary>
    private const int MaxHostChars = 768;

    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/\\?#");
    private static readonly SearchValues<char> Dropped = SearchValues.Create("\t\r\n");
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    /// <summary>Reads <paramref name="text"/>; null when it is no absolute address.</summary>
    public static Link? Read(ReadOnlySpan<char> text, int maxUrlChars) => Read(text, maxUrlChars, out _);

    /// <summary>Reads <paramref name="text"/>; null when it is no absolute address.</summary>
    /// <param name="text">As it stands in the text, blanks included.</param>
    /// <param name="maxUrlChars">What is longer, blanks not counted, is cut to this, in characters.</param>
    /// <param name="isHostCut">The cut fell before the end of the host: where the address leads is not known.</param>
    public static Link? Read(ReadOnlySpan<char> text, int maxUrlChars, out bool isHostCut)
    {
        text = Clean(text);
        var isCut = text.Length > maxUrlChars;
        if (isCut) text = text[..maxUrlChars];
        isHostCut = false;
        if (text is ['/' or '\\', '/' or '\\', ..]) text = "https:" + text.ToString();
        var colon = text.IndexOf(':');
        if (colon is < 1 or > 32 || !IsScheme(text[..colon])) return null;
        var scheme = text[..colon].ToString().ToLowerInvariant();
        var rest = text[(colon + 1)..];
        if (scheme is not ("http" or "https" or "ftp" or "ws" or "wss" or "file"))
            return new Link { Url = FactText.Whole(text.ToString()), Scheme = scheme, Host = scheme == "mailto" ? HostOfMailto(rest) : "" };

        // Browsers take any number of slashes of both kinds.
        var path = rest.TrimStart("/\\");
        var end = path.IndexOfAny(AuthorityEnd);
        var authority = end < 0 ? path : path[..end];
        isHostCut = isCut && end < 0;
        var at = authority.LastIndexOf('@');
        var hostAndPort = at < 0 ? authority : authority[(at + 1)..];
        var (hostText, port) = SplitPort(hostAndPort);
        var host = ReadHost(hostText, out var isIp);
        if (host.Length == 0 && scheme != "file") return null;
        var tail = end < 0 ? "" : path[end..].ToString();
        var question = tail.AsSpan().IndexOfAny('?', '#');
        if (tail.Contains('\\', StringComparison.Ordinal)) tail = (question < 0 ? tail : tail[..question]).Replace('\\', '/') + (question < 0 ? "" : tail[question..]);
        return new Link
        {
            Url = FactText.Whole($"{scheme}://{authority}{tail}"),
            Scheme = scheme,
            Host = host,
            HasUserInfo = at > 0,
            HasLogin = at > 0 && IsLogin(authority[..at]),
            IsIpHost = isIp,
            IsPunycode = host.StartsWith("xn--", StringComparison.Ordinal) || host.Contains(".xn--", StringComparison.Ordinal),
            Port = port == DefaultPort(scheme) ? 0 : port,
        };
    }

    /// <summary>A user's name and password, as programs write the address of a server: no eye takes the name for a host.</summary>
    private static bool IsLogin(ReadOnlySpan<char> userInfo)
    {
        var colon = userInfo.IndexOf(':');
        return colon > 0 && colon < userInfo.Length - 1 && !userInfo[..colon].Contains('.') && !userInfo.Contains('%');
    }

    /// <summary>
    /// The address without the control characters and blanks around it and the tabs and line ends in it (WHATWG URL §4.4).
    /// To be done before any cut: thousands of blanks in front of an address do not hide it from a browser.
    /// </summary>
    public static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExceptInRange('\0', ' ');
        if (start < 0) return [];
        text = text[start..(text.LastIndexOfAnyExceptInRange('\0', ' ') + 1)];
        return text.ContainsAny(Dropped) ? Without(text) : text;
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        if (!char.IsAsciiLetter(text[0])) return false;
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.'))
                return false;
        return true;
    }

    private static string Without(ReadOnlySpan<char> text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in text)
            if (character is not ('\t' or '\r' or '\n'))
                kept.Append(character);
        return kept.ToString();
    }

    private static (string Host, int Port) SplitPort(ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith("]")) return (text.ToString(), 0);
        return int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? (text[..colon].ToString(), port)
            : (text[..colon].ToString(), 0);
    }

    private static int DefaultPort(string scheme) => scheme switch { "http" or "ws" => 80, "https" or "wss" => 443, "ftp" => 21, _ => 0 };

    private static string HostOfMailto(ReadOnlySpan<char> rest)
    {
        var question = rest.IndexOf('?');
        if (question >= 0) rest = rest[..question];
        var at = rest.LastIndexOf('@');
        return at < 0 ? "" : ReadHost(rest[(at + 1)..].ToString(), out _);
    }

    private static string ReadHost(string text, out bool isIp)
    {
        isIp = false;
        if (text.Length is 0 or > MaxHostChars) return "";
        if (text.Contains('%', StringComparison.Ordinal)) text = Uri.UnescapeDataString(text);
        if (text.StartsWith('['))
        {
            isIp = true;
            return text.ToLowerInvariant();
        }

        var host = ToAscii(text.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.').TrimEnd('.'));
        if (IPv4Text.TryRead(host) is not { } address) return host;
        isIp = true;
        return address;
    }

    private static string ToAscii(string host)
    {
        if (Ascii.IsValid(host)) return host.ToLowerInvariant();
        try
        {
            return Idn.GetAscii(FactText.Whole(Narrow(host))).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Not a name that the DNS could have; still worth showing.
            return FactText.Whole(host).ToLowerInvariant();
        }
    }

    /// <summary>
    /// Full-width, circled and styled letters and digits become plain ones, and what has no width vanishes, as in browsers
    /// (UTS #46 maps them; the process has no tables to do more).
    /// </summary>
    private static string Narrow(string host)
    {
        var narrow = new StringBuilder(host.Length);
        foreach (var rune in host.EnumerateRunes())
        {
            if (PlainLetters.Styled(rune.Value) is not '\0' and var plain) narrow.Append(plain);
            else if (!rune.IsBmp) narrow.Append(rune.ToString());
            else if (Mapped((char)rune.Value) is not '\0' and var mapped) narrow.Append(mapped);
        }

        return narrow.ToString();
    }

    /// <summary>'\0' for what has no width.</summary>
    private static char Mapped(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(character - 0xFEE0)),
        >= '\u24B6' and <= '\u24CF' => (char)('a' + character - '\u24B6'),
        >= '\u24D0' and <= '\u24E9' => (char)('a' + character - '\u24D0'),
        >= '\u2460' and <= '\u2468' => (char)('1' + character - '\u2460'),
        '\u24EA' or '\u2070' => '0',
        '\u00B9' => '1',
        '\u00B2' => '2',
        '\u00B3' => '3',
        '\u017F' => 's',
        '\u212A' => 'k',
        '\u00AD' or '\u200B' or '\u2060' or '\u2064' or '\uFEFF' or '\u034F' or >= '\u180B' and <= '\u180D' or >= '\uFE00' and <= '\uFE0F' => '\0',
        _ => char.ToLowerInvariant(character),
    };
}
