namespace Sekisho.Inspect.Links;

/// <summary>Remembers the sites that messages to one tenant have linked to. A worker remembers nothing itself: who asks it may know.</summary>
internal interface IKnownSites
{
    /// <summary>Whether an earlier message has linked to the site.</summary>
    /// <param name="site">Its registered name, lower case.</param>
    bool IsKnown(string site);
}
