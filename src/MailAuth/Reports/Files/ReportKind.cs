namespace Sekisho.MailAuth.Reports.Files;

/// <summary>What a report is about.</summary>
public enum ReportKind
{
    /// <summary>DMARC, many messages (RFC 9990).</summary>
    Aggregate,

    /// <summary>DMARC, one message (RFC 9991).</summary>
    Failure,

    /// <summary>TLS (RFC 8460).</summary>
    Tls,
}
