using System.Buffers;
using System.Collections.Frozen;
using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Links;

/// <summary>Compares what an anchor says with where it leads.</summary>
internal static class AnchorText
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\u00A0\u3000");

    /// <summary>Endings that make a word without "http" or "www" a host name; other endings are as often file names ("report.md").</summary>
    private static readonly FrozenSet<string> PlainEndings = ((string[])
        ["com", "net", "org", "jp", "edu", "gov", "int", "mil", "info", "biz", "io", "co", "uk", "de", "fr", "it", "es", "nl", "cn", "kr", "tw", "hk", "au", "ca", "us", "eu", "in", "br", "ru", "ch", "at", "be", "se", "no", "fi", "dk", "pl", "cz", "nz", "sg", "example", "test", "invalid"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The host that <paramref name="text"/> names when it is of another site than <paramref name="target"/>; null otherwise.</summary>
    public static string? NamesOtherSite(string text, Link target)
    {
        if (target.Host.Length == 0 || target.Scheme == "mailto") return null;
        var named = HostIn(text);
        return named is null || RegisteredName.Of(named) == RegisteredName.Of(target.Host) ? null : named;
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
