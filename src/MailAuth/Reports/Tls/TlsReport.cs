namespace Sekisho.MailAuth.Reports.Tls;

/// <summary>A report on TLS of mail to a domain (RFC 8460 §4).</summary>
public sealed record TlsReport
{
    /// <summary>Who reports.</summary>
    public string OrganizationName { get; init; } = "";

    /// <summary>How to reach them.</summary>
    public string? ContactInfo { get; init; }

    /// <summary>Names the report.</summary>
    public string ReportId { get; init; } = "";

    /// <summary>Where the period begins; null where the report does not say so.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>Where it ends.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>What happened under each policy.</summary>
    public IReadOnlyList<TlsPolicyResult> Policies { get; init; } = [];
}
