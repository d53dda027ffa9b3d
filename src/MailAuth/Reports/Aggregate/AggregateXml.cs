namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>Names of the format.</summary>
public static class AggregateXml
{
    /// <summary>The namespace of RFC 9990 §3.1.1.1.</summary>
    public const string Namespace = "urn:ietf:params:xml:ns:dmarc-2.0";
}
