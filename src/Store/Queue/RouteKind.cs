using System.Text.Json.Serialization;

namespace Sekisho.Store.Queue;

/// <summary>How a recipient is reached.</summary>
public enum RouteKind
{
    /// <summary>A mailbox here.</summary>
    [JsonStringEnumMemberName("mailbox")]
    Mailbox,

    /// <summary>The tenant's own server: a fixed host and port.</summary>
    [JsonStringEnumMemberName("relay")]
    Relay,

    /// <summary>A domain of somebody else: MX lookup.</summary>
    [JsonStringEnumMemberName("mx")]
    Mx,
}
