using System.Buffers;

namespace Sekisho.Inspect.Links;

/// <summary>The forms in which single services write an address within one of theirs: those that have the address as a plain parameter need no line here.</summary>
internal static class ServiceLinks
{
    private static readonly SearchValues<char> NameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    /// <summary>The address within, as it is written; null where the host writes none in a form of its own.</summary>
    /// <param name="host">The outer host, lower case.</param>
    /// <param name="tail">What stands behind it: path, query, fragment.</param>
    public static string? Inner(string host, ReadOnlySpan<char> tail)
    {
        if (host.StartsWith("urldefense.", StringComparison.Ordinal)) return OfProofpoint(tail);
        if (host.EndsWith(".translate.goog", StringComparison.Ordinal))
            return $"https://{host[..^15].Replace("--", "\u0001", StringComparison.Ordinal).Replace('-', '.').Replace('\u0001', '-')}{tail}";
        if (host.EndsWith(".awstrack.me", StringComparison.Ordinal) && tail.StartsWith("/L0/")) return DecodedTwice(UpToSlash(tail[4..]));
        if (host.StartsWith("r.search.yahoo.", StringComparison.Ordinal)) return tail.IndexOf("/RU=") is >= 0 and var at ? DecodedTwice(UpToSlash(tail[(at + 4)..])) : null;
        if (host.EndsWith(".cdn.ampproject.org", StringComparison.Ordinal) || host.StartsWith("www.google.", StringComparison.Ordinal) || host.StartsWith("google.", StringComparison.Ordinal))
            return OfCache(host, tail) ?? (tail.StartsWith("/url?") ? OfName(tail, "q", "url") : null);
        if (HasAnyEnding(host, ".avanan.click", "protect.checkpoint.com", "url-protection.com")) return OfUnderscores(tail);
        if (HasAnyEnding(host, ".mimecast.com", ".mimecastprotect.com", ".inky.com")) return OfName(tail, "domain");
        return HasAnyEnding(host, ".protection.sophos.com") && !tail.Contains("&u=", StringComparison.Ordinal) && !tail.Contains("?u=", StringComparison.Ordinal) ? OfName(tail, "d") : null;
    }

    private static bool HasAnyEnding(string host, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (host.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Version 1 encodes in percent, version 2 with "-" for "%" and "_" for "/", version 3 not, but for letters that stand elsewhere.</summary>
    private static string? OfProofpoint(ReadOnlySpan<char> tail)
    {
        if (tail.StartsWith("/v3/__"))
        {
            var end = tail.IndexOf("__;");
            var inner = tail[6..(end < 6 ? tail.Length : end)].ToString();
            // Stars stand for letters that follow elsewhere; they are no part of a host.
            return inner.Contains("%3A", StringComparison.OrdinalIgnoreCase) && !inner.Contains("://", StringComparison.Ordinal) ? DecodedTwice(inner) : inner;
        }

        if (LinkUnwrapping.Parameter(tail, "u") is not { } text) return null;
        return Uri.UnescapeDataString(tail.StartsWith("/v1/") ? text : text.Replace('-', '%').Replace('_', '/'));
    }

    /// <summary>Copies of pages: "/amp/s/example.net/a", "/c/s/example.net/a"; without "s" over plain HTTP.</summary>
    private static string? OfCache(string host, ReadOnlySpan<char> tail)
    {
        var isCache = host.EndsWith(".cdn.ampproject.org", StringComparison.Ordinal);
        if (!isCache && !tail.StartsWith("/amp/")) return null;
        var rest = tail[1..];
        rest = rest[Math.Min(rest.Length, rest.IndexOf('/') + 1)..];
        var isSafe = rest.StartsWith("s/");
        if (isSafe) rest = rest[2..];
        return HasName(rest) ? $"{(isSafe ? "https" : "http")}://{Uri.UnescapeDataString(rest.ToString())}" : null;
    }

    /// <summary>"/v2/___https://example.net/a___.YXAz": the address between three underscores, the check behind.</summary>
    private static string? OfUnderscores(ReadOnlySpan<char> tail)
    {
        var start = tail.IndexOf("___");
        if (start < 0) return null;
        tail = tail[(start + 3)..];
        var end = tail.LastIndexOf("___");
        return DecodedTwice((end < 0 ? tail : tail[..end]).ToString());
    }

    /// <summary>Services that keep the address to themselves tell its host; some take addresses without a scheme.</summary>
    private static string? OfName(ReadOnlySpan<char> tail, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (LinkUnwrapping.Parameter(tail, name) is not { } value) continue;
            value = Uri.UnescapeDataString(value);
            return HasName(value) ? $"https://{value}" : null;
        }

        return null;
    }

    /// <summary>Begins with what can be the name of a host.</summary>
    private static bool HasName(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny("/?#:%");
        var name = end < 0 ? text : text[..end];
        var dot = name.LastIndexOf('.');
        if (end >= 0 && text[end] == '%') return name.Length > 2;
        return dot > 0 && name.Length - dot > 2 && !name.ContainsAnyExcept(NameChars) && !name[(dot + 1)..].ContainsAnyInRange('0', '9');
    }

    private static string DecodedTwice(string text)
    {
        for (var round = 0; round < 2 && text.Contains('%', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal); round++) text = Uri.UnescapeDataString(text);
        return text;
    }

    private static string UpToSlash(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return (slash < 0 ? text : text[..slash]).ToString();
    }
}
