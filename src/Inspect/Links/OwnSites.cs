using Sekisho.Inspect.Brands;
using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Sites on free hosting that are the sender's own: small clubs and shops write from an address and build a site that
/// bear the same name ("kasse.rwneustadt@…" and "rwneustadt.jimdosite.com").
/// </summary>
internal static class OwnSites
{
    /// <summary>A name shorter than this stands in others by chance.</summary>
    private const int ShortestNameChars = 7;

    /// <summary>Whether the site bears the name of the sender's address. Never where that name is a well-known one's: it is what impostors borrow.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="host">A host directly below a service that gives names to anyone.</param>
    public static bool IsOf(SenderParts sender, string host)
    {
        var site = Letters(RegisteredName.LabelOf(host, out _, out var isShared));
        if (!isShared || site.Length < ShortestNameChars || BrandList.In(site).Count > 0 || BrandList.Whole(site) is not null || Lookalikes.Of(host) is not null) return false;
        if (Overlap(site, Letters(sender.Local))) return true;
        if ((HostClasses.Of(sender.Domain) & HostClass.Freemail) != HostClass.None) return false;
        var label = RegisteredName.LabelOf(sender.Domain, out _, out var isSharedDomain);
        return !isSharedDomain && Overlap(site, Letters(label));
    }

    private static bool Overlap(string site, string name) =>
        name.Length >= ShortestNameChars && (name.Contains(site, StringComparison.Ordinal) || site.Contains(name, StringComparison.Ordinal));

    private static string Letters(ReadOnlySpan<char> text)
    {
        Span<char> kept = stackalloc char[Math.Min(text.Length, 64)];
        var count = 0;
        foreach (var character in text)
            if (count < kept.Length && char.IsAsciiLetter(character)) kept[count++] = char.ToLowerInvariant(character);
        return new string(kept[..count]);
    }
}
