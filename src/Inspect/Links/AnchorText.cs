using System.Buffers;
using System.Collections.Frozen;

namespace Sekisho.Inspect.Links;

/// <summary>Compares what an anchor says with where it leads.</summary>
internal static class AnchorText
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\u00A0\u3000");

    /// <summary>Endings that make a word without "http" or "www" a host name; other endings are as often file names ("report.md").</summary>
    private static readonly FrozenSet<string> PlainEndings = ((string[])
        ["com", "net", "org", "jp", "edu", "gov", "int", "mil", "info", "biz", "io", "co", "uk", "de", "fr", "it", "es", "nl", "cn", "kr", "tw", "hk", "au", "ca", "us", "eu", "in", "br", "ru", "ch", "at", "be", "se", "no", "fi", "dk", "pl", "cz", "nz", "sg", "example", "test", "invalid"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Second levels under which names are registered: "example.co.jp" is one site, "co.jp" is none. A guess where the public suffix list would know.</summary>
    private static readonly FrozenSet<string> SecondLevels = ((string[])
        ["co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "lg", "ed", "ad", "gr", "mil", "nom", "gob", "info"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The host that <paramref name="text"/> names when it is of another site than <paramref name="target"/>; null otherwise.</summary>
    public static string? NamesOtherSite(string text, Link target)
    {
        if (target.Host.Length == 0 || target.Scheme == "mailto") return null;
        var named = HostIn(text);
        return named is null || SiteOf(named) == SiteOf(target.Host) ? null : named;
    }

    /// <summary>The site a host belongs to: its registered name, as far as that can be told without a list.</summary>
    public static string SiteOf(string host)
    {
        if (host.Length == 0 || char.IsAsciiDigit(host[^1]) || host[0] == '[') return host;
        var labels = host.Split('.');
        if (labels.Length <= 2) return host;
        var take = labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels[^take..]);
    }

    private static string? HostIn(string text)
    {
        var word = text.AsSpan().Trim();
        var blank = word.IndexOfAny(Blanks);
        if (blank >= 0) word = word[..blank];
        var marked = word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        if (!marked && !HasPlainEnding(word)) return null;
        var link = LinkReader.Read(word.Contains("://", StringComparison.Ordinal) ? word : $"http://{word}", 1024);
        return link is { HasUserInfo: false } && link.Host.Contains('.', StringComparison.Ordinal) ? link.Host : null;
    }

    private static bool HasPlainEnding(ReadOnlySpan<char> word)
    {
        var end = word.IndexOfAny('/', '?', ':');
        if (end >= 0) word = word[..end];
        var dot = word.LastIndexOf('.');
        if (dot < 1 || word.Contains('@')) return false;
        return PlainEndings.Contains(word[(dot + 1)..].ToString());
    }
}
