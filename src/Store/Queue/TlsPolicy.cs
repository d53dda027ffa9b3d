using System.Text.Json.Serialization;

namespace Sekisho.Store.Queue;

/// <summary>What a route asks of TLS.</summary>
public enum TlsPolicy
{
    /// <summary>STARTTLS where offered, any certificate; in clear otherwise (RFC 7435).</summary>
    [JsonStringEnumMemberName("opportunistic")]
    Opportunistic,

    /// <summary>STARTTLS or no delivery; any certificate.</summary>
    [JsonStringEnumMemberName("required")]
    Required,

    /// <summary>STARTTLS with a certificate that is valid for the host, or no delivery.</summary>
    [JsonStringEnumMemberName("verified")]
    Verified,

    /// <summary>In clear, for a server on the same machine.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
