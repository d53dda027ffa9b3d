using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml;

namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>
/// Writes aggregate reports: the elements and the namespace of RFC 9990 (appendix A), in an order and with values that readers
/// made for RFC 7489 take as well: a message that passes has the disposition none, not pass; IPv6 addresses have all their
/// groups; there is always an SPF result.
/// </summary>
public static class AggregateReportWriter
{
    // RFC 9990 §3.1.4: no more signatures of one row.
    private const int MostSignatures = 100;

    /// <summary>Writes a report as XML in UTF-8.</summary>
    /// <param name="report">The report: with at least one row, begin, end and the policy's domain and p.</param>
    /// <exception cref="ArgumentException">The report has no row or no period.</exception>
    public static byte[] Write(AggregateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Records.Count == 0 || report.Begin is not { } begin || report.End is not { } end) throw new ArgumentException("A report has a period and at least one row (RFC 9990 §3.1.1.2).", nameof(report));
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " ", NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feedback", AggregateXml.Namespace);
            WriteMetadata(xml, report, begin, end);
            WritePolicy(xml, report.Policy);
            foreach (var record in report.Records) WriteRecord(xml, record);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void WriteMetadata(XmlWriter xml, AggregateReport report, DateTimeOffset begin, DateTimeOffset end)
    {
        xml.WriteStartElement("report_metadata", AggregateXml.Namespace);
        Element(xml, "org_name", report.OrganizationName);
        Element(xml, "email", report.Email);
        if (report.ExtraContact is { } extra) Element(xml, "extra_contact_info", extra);
        Element(xml, "report_id", report.ReportId);
        xml.WriteStartElement("date_range", AggregateXml.Namespace);
        Element(xml, "begin", begin.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        Element(xml, "end", end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        // RFC 9990 has one such element at most.
        if (report.Errors.Count > 0) Element(xml, "error", string.Join(" ", report.Errors));
        xml.WriteEndElement();
    }

    private static void WritePolicy(XmlWriter xml, PublishedPolicy policy)
    {
        xml.WriteStartElement("policy_published", AggregateXml.Namespace);
        Element(xml, "domain", policy.Domain);
        Element(xml, "adkim", policy.DkimAlignment == "s" ? "s" : "r");
        Element(xml, "aspf", policy.SpfAlignment == "s" ? "s" : "r");
        Element(xml, "p", Policy(policy.Policy) ?? "none");
        if (Policy(policy.SubdomainPolicy) is { } sp) Element(xml, "sp", sp);
        if (Policy(policy.NonExistentPolicy) is { } np) Element(xml, "np", np);
        if (policy.FailureOptions is { } options) Element(xml, "fo", options);
        if (policy.DiscoveryMethod is "treewalk" or "psl") Element(xml, "discovery_method", policy.DiscoveryMethod);
        // RFC 9990 §3.1.1.5: what is left out has its default, which is n.
        if (policy.IsTesting) Element(xml, "testing", "y");
        xml.WriteEndElement();
    }

    private static void WriteRecord(XmlWriter xml, AggregateRecord record)
    {
        xml.WriteStartElement("record", AggregateXml.Namespace);
        xml.WriteStartElement("row", AggregateXml.Namespace);
        Element(xml, "source_ip", Address(record.SourceAddress));
        Element(xml, "count", record.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement("policy_evaluated", AggregateXml.Namespace);
        Element(xml, "disposition", record.Disposition is "quarantine" or "reject" ? record.Disposition : "none");
        Element(xml, "dkim", record.DkimAligned ? "pass" : "fail");
        Element(xml, "spf", record.SpfAligned ? "pass" : "fail");
        foreach (var reason in record.Reasons) WriteReason(xml, reason);
        xml.WriteEndElement();
        xml.WriteEndElement();

        xml.WriteStartElement("identifiers", AggregateXml.Namespace);
        if (record.EnvelopeTo is { } to) Element(xml, "envelope_to", to);
        Element(xml, "envelope_from", record.EnvelopeFrom ?? "");
        Element(xml, "header_from", record.HeaderFrom);
        xml.WriteEndElement();

        xml.WriteStartElement("auth_results", AggregateXml.Namespace);
        foreach (var dkim in record.Dkim.Take(MostSignatures)) WriteDkim(xml, dkim);
        WriteSpf(xml, record.Spf.Count > 0 ? record.Spf[0] : new SpfEntry(record.EnvelopeFrom ?? "", "mfrom", "none"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteReason(XmlWriter xml, OverrideReason reason)
    {
        xml.WriteStartElement("reason", AggregateXml.Namespace);
        Element(xml, "type", reason.Type is "local_policy" or "mailing_list" or "policy_test_mode" or "trusted_forwarder" ? reason.Type : "other");
        if (reason.Comment is { } comment) Element(xml, "comment", comment);
        xml.WriteEndElement();
    }

    private static void WriteDkim(XmlWriter xml, DkimEntry dkim)
    {
        xml.WriteStartElement("dkim", AggregateXml.Namespace);
        Element(xml, "domain", dkim.Domain);
        Element(xml, "selector", dkim.Selector ?? "");
        Element(xml, "result", dkim.Result is "pass" or "fail" or "policy" or "neutral" or "temperror" or "permerror" ? dkim.Result : "none");
        if (dkim.Comment is { } comment) Element(xml, "human_result", comment);
        xml.WriteEndElement();
    }

    private static void WriteSpf(XmlWriter xml, SpfEntry spf)
    {
        xml.WriteStartElement("spf", AggregateXml.Namespace);
        Element(xml, "domain", spf.Domain);
        Element(xml, "scope", "mfrom");
        Element(xml, "result", spf.Result is "pass" or "fail" or "softfail" or "neutral" or "temperror" or "permerror" ? spf.Result : "none");
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string value) => xml.WriteElementString(name, AggregateXml.Namespace, Clean(value));

    // XML 1.0 has no way to write most control characters, nor half a surrogate pair.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is < 0x20 and not '\t' or 0xFFFE or 0xFFFF) clean.Append(' ');
            else clean.Append(rune);
        }

        return clean.ToString();
    }

    private static string? Policy(string? word) => word is "none" or "quarantine" or "reject" ? word : null;

    // The schema of RFC 7489 takes no "::".
    private static string Address(IPAddress address)
    {
        address = DomainText.Plain(address);
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();
        var bytes = address.GetAddressBytes();
        return string.Join(":", Enumerable.Range(0, 8).Select(i => ((bytes[2 * i] << 8) | bytes[2 * i + 1]).ToString("x", CultureInfo.InvariantCulture)));
    }
}
