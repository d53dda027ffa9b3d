namespace Sekisho.Store.Queue;

/// <summary>How a recipient is reached.</summary>
public enum RouteKind
{
    /// <summary>A mailbox here.</summary>
    Mailbox,

    /// <summary>The tenant's own server: a fixed host and port.</summary>
    Relay,

    /// <summary>A domain of somebody else: MX lookup.</summary>
    Mx,
}
