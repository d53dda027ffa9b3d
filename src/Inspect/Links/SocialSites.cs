using System.Collections.Frozen;

namespace Sekisho.Inspect.Links;

/// <summary>Sites that senders of any kind have a page or a program at, and name at the foot of their mail.</summary>
internal static class SocialSites
{
    private static readonly FrozenSet<string> Hosts = ((string[])
        ["facebook.com", "twitter.com", "x.com", "instagram.com", "linkedin.com", "youtube.com", "pinterest.com", "tiktok.com", "threads.net", "bsky.app", "apps.apple.com", "itunes.apple.com", "play.google.com"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a host is such a site's, with or without "www" in front.</summary>
    /// <param name="host">Lower case.</param>
    public static bool Contains(string host) => Hosts.Contains(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
}
