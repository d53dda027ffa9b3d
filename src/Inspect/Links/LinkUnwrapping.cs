using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Sekisho.Inspect.Facts;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Finds the address within an address: links that security services have wrapped, counters of clicks, and redirects of
/// other people's sites. Nothing is fetched: only what stands in the address itself is found.
/// </summary>
internal static class LinkUnwrapping
{
    /// <summary>Most layers taken off one link. Stops addresses within addresses without end; two or three are seen.</summary>
    public const int MaxLayers = 6;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The layers of a link from outside to inside, the link itself left out.</summary>
    /// <param name="link">The link.</param>
    /// <param name="maxUrlChars">The longest address, in characters.</param>
    public static IReadOnlyList<Link> Layers(Link link, int maxUrlChars)
    {
        List<Link>? layers = null;
        var at = link;
        while ((layers?.Count ?? 0) < MaxLayers && Inner(at, maxUrlChars) is { } inner)
        {
            if (inner.Url == at.Url) break;
            (layers ??= []).Add(inner);
            at = inner;
        }

        return layers ?? [];
    }

    private static Link? Inner(Link link, int maxUrlChars)
    {
        if (link.Scheme is not ("http" or "https" or "ftp")) return CarriedLinks.Inner(link) is { } carried ? Web(carried, maxUrlChars) : null;
        var url = link.Url.AsSpan();
        var start = url.IndexOf("://") + 3;
        var end = url[start..].IndexOfAny('/', '?', '#');
        if (end < 0) return null;
        var tail = url[(start + end)..];
        if (IsSharing(link.Host, tail)) return null;
        var text = OfParameters(tail) ?? OfPath(tail);
        return ServiceLinks.Inner(link.Host, tail) is { } own && Web(own, maxUrlChars) is { } known ? known : text is null ? null : Web(text, maxUrlChars);
    }

    private static Link? Web(string text, int maxUrlChars) =>
        LinkReader.Read(text, maxUrlChars) is { Host.Length: > 0, Scheme: "http" or "https" or "ftp" } link ? link : null;

    /// <summary>"Share this page" leads to the page's address in a form, not to the page.</summary>
    private static bool IsSharing(string host, ReadOnlySpan<char> tail) =>
        tail.StartsWith("/shar", StringComparison.OrdinalIgnoreCase) || tail.StartsWith("/intent/", StringComparison.OrdinalIgnoreCase)
        || tail.StartsWith("/dialog/", StringComparison.OrdinalIgnoreCase) || tail.StartsWith("/pin/", StringComparison.OrdinalIgnoreCase)
        || host is "web.archive.org" or "validator.w3.org" or "api.whatsapp.com" or "wa.me" or "t.me";

    /// <summary>The value of a parameter, as it is written.</summary>
    internal static string? Parameter(ReadOnlySpan<char> tail, string name)
    {
        foreach (var (key, value) in Parameters(tail))
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    /// <summary>The first parameter whose value is an address, plain, percent-encoded once or twice, or in base64.</summary>
    private static string? OfParameters(ReadOnlySpan<char> tail)
    {
        foreach (var (_, value) in Parameters(tail))
        {
            if (value.Length < 8) continue;
            if (Address(value) is { } address) return address;
        }

        return null;
    }

    /// <summary>An address in the path ("/r/https://example.net/", "/https%3A%2F%2Fexample.net"), but not where a site names an archived one.</summary>
    private static string? OfPath(ReadOnlySpan<char> tail)
    {
        var end = tail.IndexOfAny('?', '#');
        var path = end < 0 ? tail : tail[..end];
        for (var at = path.IndexOfAnyCase("/http"); at >= 0;)
        {
            var rest = tail[(at + 1)..];
            if (rest.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Address(OfOnePart(rest)) is { } address) return address;
            var next = path[(at + 5)..].IndexOfAnyCase("/http");
            if (next < 0) break;
            at += 5 + next;
        }

        var base64 = path.IndexOf("/aHR0c", StringComparison.Ordinal);
        return base64 < 0 ? null : Address(UpToSlash(path[(base64 + 1)..]));
    }

    /// <summary>An address whose slashes are encoded ends at the next plain one: what is behind it is the counter's.</summary>
    private static string OfOnePart(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOfAny('/', '\\');
        // The name of the host stands in front of the first plain slash.
        var isPlain = slash < 0 || !text[..slash].Contains('.');
        return isPlain ? text.ToString() : UpToSlash(text);
    }

    private static string UpToSlash(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return (slash < 0 ? text : text[..slash]).ToString();
    }

    private static string? Address(string value)
    {
        for (var round = 0; round < 4; round++)
        {
            var clean = LinkReader.Clean(value);
            if (clean.Length < value.Length) value = clean.ToString();
            if (IsAddress(value)) return value;
            if (FromBase64(value) is { } plain && IsAddress(plain)) return plain;
            // The same once more: base64 of "aHR0c".
            if (value.StartsWith("YUhSMGN", StringComparison.Ordinal) && Packed(value) is { } layer && FromBase64(layer) is { } inmost && IsAddress(inmost)) return inmost;
            if (value.StartsWith("68747470", StringComparison.Ordinal) && FromHex(value) is { } read && IsAddress(read)) return read;
            if (!value.Contains('%', StringComparison.Ordinal)) return null;
            var decoded = Decoded(value);
            if (decoded == value) return null;
            value = decoded;
        }

        return null;
    }

    /// <summary>With a scheme, whatever the slashes behind it, as browsers take it; or without one, behind two slashes of any kind.</summary>
    private static bool IsAddress(string value)
    {
        var text = value.AsSpan();
        var isWeb = text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        if (isWeb) text = text[(text.IndexOf(':') + 1)..];
        var name = text.TrimStart("/\\");
        var slashes = text.Length - name.Length;
        if (isWeb && text.StartsWith("//")) return name.Length > 0;
        // "https:%2F%2F…" is one after decoding.
        if (name.StartsWith('%')) return false;
        return (isWeb || slashes >= 2) && name.IndexOf('.') > 0 && name.IndexOf('.') < name.Length - 1;
    }

    private static string? FromHex(string value)
    {
        var end = value.AsSpan().IndexOfAnyExcept(HexDigits);
        var digits = end < 0 ? value : value[..end];
        return digits.Length < 20 || digits.Length % 2 > 0 ? null : FactText.Whole(Encoding.UTF8.GetString(Convert.FromHexString(digits)));
    }

    /// <summary>"aHR0c…" and with two letters in front ("a1aHR0c…", as search engines write).</summary>
    private static string? FromBase64(string value)
    {
        var at = value.IndexOf("aHR0c", StringComparison.Ordinal);
        return at is < 0 or > 2 ? null : Packed(value.AsSpan(at));
    }

    private static string? Packed(ReadOnlySpan<char> packed)
    {
        var text = packed.TrimEnd('=');
        Span<char> whole = new char[((text.Length + 3) / 4) * 4];
        var used = 0;
        foreach (var character in text)
        {
            var plain = character switch { '-' => '+', '_' => '/', _ => character };
            if (!char.IsAsciiLetterOrDigit(plain) && plain is not ('+' or '/')) break;
            whole[used++] = plain;
        }

        if (used % 4 == 1) used--;
        while (used % 4 != 0) whole[used++] = '=';
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(used)];
        return Convert.TryFromBase64Chars(whole[..used], bytes, out var written) ? FactText.Whole(Encoding.UTF8.GetString(bytes, 0, written)) : null;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    private static List<(string Key, string Value)> Parameters(ReadOnlySpan<char> tail)
    {
        var found = new List<(string, string)>();
        var question = tail.IndexOfAny('?', '#');
        if (question < 0) return found;
        var query = tail[(question + 1)..];
        foreach (var range in query.SplitAny("&;#"))
        {
            // More parameters than any honest link has.
            if (found.Count >= 64) break;
            var pair = query[range];
            var equals = pair.IndexOf('=');
            // "?https://example.net/": an address without a name.
            if (equals < 0 || pair.StartsWith("http", StringComparison.OrdinalIgnoreCase)) found.Add(("", pair.ToString()));
            else found.Add((pair[..equals].ToString(), pair[(equals + 1)..].ToString()));
        }

        return found;
    }
}
