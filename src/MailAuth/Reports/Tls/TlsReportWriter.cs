using System.Globalization;
using System.Text.Json;

namespace Sekisho.MailAuth.Reports.Tls;

/// <summary>Writes TLS reports (RFC 8460 §4.4).</summary>
public static class TlsReportWriter
{
    /// <summary>Writes a report as I-JSON in UTF-8.</summary>
    /// <param name="report">The report: with begin and end.</param>
    /// <exception cref="ArgumentException">The report has no period.</exception>
    public static byte[] Write(TlsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Begin is not { } begin || report.End is not { } end) throw new ArgumentException("A report has a period (RFC 8460 §4.4).", nameof(report));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("organization-name", report.OrganizationName);
            json.WriteStartObject("date-range");
            json.WriteString("start-datetime", Moment(begin));
            json.WriteString("end-datetime", Moment(end));
            json.WriteEndObject();
            Optional(json, "contact-info", report.ContactInfo);
            json.WriteString("report-id", report.ReportId);
            json.WriteStartArray("policies");
            foreach (var policy in report.Policies) WritePolicy(json, policy);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WritePolicy(Utf8JsonWriter json, TlsPolicyResult result)
    {
        json.WriteStartObject();
        json.WriteStartObject("policy");
        json.WriteString("policy-type", result.PolicyType);
        Texts(json, "policy-string", result.PolicyText);
        json.WriteString("policy-domain", result.PolicyDomain);
        // RFC 8460 §4.4, erratum 6241 and the example of appendix B: a list of patterns.
        Texts(json, "mx-host", result.MxHosts);
        json.WriteEndObject();
        json.WriteStartObject("summary");
        json.WriteNumber("total-successful-session-count", result.Successful);
        json.WriteNumber("total-failure-session-count", result.Failed);
        json.WriteEndObject();
        if (result.Failures.Count > 0)
        {
            json.WriteStartArray("failure-details");
            foreach (var failure in result.Failures) WriteFailure(json, failure);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, TlsFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("result-type", failure.ResultType);
        Optional(json, "sending-mta-ip", failure.SendingAddress);
        Optional(json, "receiving-mx-hostname", failure.ReceivingHost);
        Optional(json, "receiving-mx-helo", failure.ReceivingHelo);
        Optional(json, "receiving-ip", failure.ReceivingAddress);
        json.WriteNumber("failed-session-count", failure.Count);
        Optional(json, "additional-information", failure.AdditionalInformation);
        Optional(json, "failure-reason-code", failure.ReasonCode);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
    }

    // RFC 3339 §5.6, in UTC.
    private static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH':'mm':'ss'Z'", CultureInfo.InvariantCulture);
}
