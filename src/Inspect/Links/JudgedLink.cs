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

    /// <summary>Over the web.</summary>
    public bool IsWeb => Link.Scheme is "http" or "https" or "ftp" && Link.Host.Length > 0;
}
