using System.Text.Json.Serialization;

namespace Sekisho.Inspect.Reports;

/// <summary>What is reported on.</summary>
public enum ObservationKind
{
    /// <summary>Messages under a DMARC policy (RFC 9990).</summary>
    [JsonStringEnumMemberName("dmarc")]
    Dmarc,

    /// <summary>Sessions under a TLS policy (RFC 8460).</summary>
    [JsonStringEnumMemberName("tls")]
    Tls,
}
