using System.Collections.Frozen;

namespace Sekisho.Inspect.Domains;

/// <summary>
/// The site a host belongs to: the name that somebody registered, or was given by a hosting service. By a rule (the usual
/// second levels of countries) and a short list of our own, not by the Public Suffix List.
/// </summary>
internal static class RegisteredName
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SecondLevels = ((string[])
        ["co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "lg", "ed", "ad", "gr", "mil", "nom", "gob", "info", "biz"])
        .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Suffixes =
        DataLines.WordsOf("suffixes.txt").ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Shared =
        HostClasses.SharedSuffixes.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Cheap =
        DataLines.WordsOf("tlds.txt").ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The site of a host; an IP address or a single label is its own site.</summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    public static string Of(string host) => host.Length == 0 || char.IsAsciiDigit(host[^1]) || host[0] == '[' ? host : host[StartOf(host, out _)..];

    /// <summary>The first label of the site: "example" of "www.example.co.jp".</summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    /// <param name="suffix">What follows: "co.jp".</param>
    /// <param name="isShared">The suffix is that of a hosting service.</param>
    public static ReadOnlySpan<char> LabelOf(string host, out ReadOnlySpan<char> suffix, out bool isShared)
    {
        var site = host.AsSpan(StartOf(host, out isShared));
        var dot = site.IndexOf('.');
        suffix = dot < 0 ? [] : site[(dot + 1)..];
        return dot < 0 ? site : site[..dot];
    }

    /// <summary>Whether names under the host's top-level domain, or under its suffix, cost next to nothing.</summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    public static bool IsCheap(string host)
    {
        if (Cheap.Contains(host.AsSpan(host.LastIndexOf('.') + 1))) return true;
        LabelOf(host, out var suffix, out _);
        return suffix is "sa.com" or "za.com" or "ru.com" or "in.net" or "us.com" or "co.com" or "biz.ua" or "co.ua" or "pp.ua" or "eu.org" or "eu.com" or "uk.com" or "de.com" or "br.com" or "jpn.com" or "gb.net" or "mex.com";
    }

    private static int StartOf(ReadOnlySpan<char> host, out bool isShared)
    {
        isShared = false;
        var last = host.LastIndexOf('.');
        if (last <= 0) return 0;
        // From the left: the longest suffix wins.
        for (var dot = host.IndexOf('.'); dot >= 0 && dot < last;)
        {
            var rest = host[(dot + 1)..];
            isShared = Shared.Contains(rest);
            if (isShared || IsSuffix(rest)) return host[..dot].LastIndexOf('.') + 1;
            var next = rest.IndexOf('.');
            if (next < 0) break;
            dot += next + 1;
        }

        return host[..last].LastIndexOf('.') + 1;
    }

    private static bool IsSuffix(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        if (dot < 0) return false;
        return name.Length - dot == 3 && SecondLevels.Contains(name[..dot]) || Suffixes.Contains(name);
    }
}
