using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.Deliver.TlsResults;

/// <summary>The sessions of one day for one domain that asks for reports (RFC 8460 §3).</summary>
public sealed record TlsDomainResults
{
    /// <summary>The domain, as A-labels in lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>Its record: where reports go ("v=TLSRPTv1; rua=mailto:…").</summary>
    public required string Record { get; init; }

    /// <summary>What happened under each policy.</summary>
    public required IReadOnlyList<TlsPolicyResult> Policies { get; init; }
}
