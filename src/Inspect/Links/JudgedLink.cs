using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Links;

/// <summary>An address of the message with all that is known of its host.</summary>
/// <param name="Link">The address.</param>
/// <param name="Place">How the message uses it.</param>
/// <param name="Site">The registered name of its host.</param>
/// <param name="Class">What one gets at its host.</param>
/// <param name="Through">The host that leads there when it was found inside of another address; null otherwise.</param>
internal sealed record JudgedLink(Link Link, LinkPlace Place, string Site, HostClass Class, string? Through)
{
    /// <summary>A click, a form or the page itself leads there.</summary>
    public bool IsFollowed => Place is LinkPlace.Anchor or LinkPlace.Form or LinkPlace.Refresh or LinkPlace.Text;

    /// <summary>A font of the page, also where it was found as an address in the text of a style sheet: it leads nobody anywhere.</summary>
    public bool IsFont => Link.Host is "fonts.googleapis.com" or "fonts.gstatic.com" or "use.typekit.net" or "use.fontawesome.com" or "cloud.typography.com" || Place == LinkPlace.Text && HasFontEnding(Link.Url);

    private static bool HasFontEnding(string url)
    {
        foreach (var ending in (ReadOnlySpan<string>)[".woff2", ".woff", ".ttf", ".otf", ".eot"])
            if (url.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Over the web.</summary>
    public bool IsWeb => Link.Scheme is "http" or "https" or "ftp" && Link.Host.Length > 0;
}
