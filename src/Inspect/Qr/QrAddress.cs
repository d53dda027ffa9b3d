using System.Buffers;
using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Qr;

/// <summary>The web address that a telephone would open for the text of a code.</summary>
internal static class QrAddress
{
    private static readonly SearchValues<char> Odd = SearchValues.Create(" \t\r\n@:;,");

    /// <summary>The address; null where the text is none.</summary>
    public static string? Of(string text, int maxUrlChars)
    {
        text = text.Trim();
        foreach (var prefix in (string[])["URLTO:", "URL:", "MEBKM:"])
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                text = prefix == "MEBKM:" ? InBookmark(text) : text[prefix.Length..];
        if (LinkReader.Read(text, maxUrlChars) is { Scheme: "http" or "https" or "ftp", Host.Length: > 0 }) return text;
        return LooksLikeHost(text) && LinkReader.Read("http://" + text, maxUrlChars) is { Host.Length: > 0 } ? "http://" + text : null;
    }

    private static string InBookmark(string text)
    {
        var at = text.IndexOf("URL:", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return text;
        var end = text.IndexOf(';', at);
        return (end < 0 ? text[(at + 4)..] : text[(at + 4)..end]).Replace("\\:", ":", StringComparison.Ordinal);
    }

    /// <summary>"example.com/path": a name with a dot and letters at its end, and no blank anywhere.</summary>
    private static bool LooksLikeHost(string text)
    {
        if (text.Length > 2000 || text.AsSpan().IndexOfAny(Odd) is >= 0 and var odd && (text.IndexOf('/', StringComparison.Ordinal) is var first && (first < 0 || odd < first))) return false;
        var end = text.AsSpan().IndexOfAny("/?#");
        var host = end < 0 ? text : text[..end];
        var dot = host.LastIndexOf('.');
        return dot > 0 && host.Length - dot is > 2 and < 20 && !host.AsSpan(dot + 1).ContainsAnyExceptInRange('A', 'z') && !host.Contains("..", StringComparison.Ordinal);
    }
}
