using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Writes the messages that carry reports: a line for people, and the packed report with its name unencoded, which not every reader of reports would decode.</summary>
public static class ReportMessage
{
    private const int BytesInLine = 57;

    /// <summary>Packs a report (RFC 1952).</summary>
    public static byte[] Gzip(ReadOnlySpan<byte> report)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(report);
        return packed.ToArray();
    }

    /// <summary>A message with an aggregate report (RFC 9990 §3.5.2).</summary>
    /// <param name="names">What names the report.</param>
    /// <param name="from">The address it is from; its domain must align with the signature.</param>
    /// <param name="to">To whom.</param>
    /// <param name="xml">The report.</param>
    /// <param name="now">The date.</param>
    public static byte[] Aggregate(ReportNames names, string from, ReportAddress to, ReadOnlySpan<byte> xml, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Write(names, from, to, now, [], "mixed", "application/gzip", names.FileName("xml.gz"), Gzip(xml), "DMARC aggregate report");
    }

    /// <summary>A message with a TLS report (RFC 8460 §5.3).</summary>
    /// <param name="names">What names the report.</param>
    /// <param name="from">The address it is from.</param>
    /// <param name="to">To whom.</param>
    /// <param name="json">The report.</param>
    /// <param name="now">The date.</param>
    public static byte[] Tls(ReportNames names, string from, ReportAddress to, ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Write(
            names, from, to, now, [$"TLS-Report-Domain: {names.PolicyDomain}", $"TLS-Report-Submitter: {names.Submitter}", "TLS-Required: No"],
            "report; report-type=\"tlsrpt\"", "application/tlsrpt+gzip", names.FileName("json.gz"), Gzip(json), "SMTP TLS report");
    }

    private static byte[] Write(
        ReportNames names, string from, ReportAddress to, DateTimeOffset now, IReadOnlyList<string> fields, string subtype, string mediaType, string fileName, byte[] packed, string kind)
    {
        ArgumentNullException.ThrowIfNull(to);
        // "=_" stands in no base64 and not in the text.
        var boundary = "=_" + names.ReportId;
        var text = new StringBuilder(2048 + packed.Length * 3 / 2);
        text.Append(CultureInfo.InvariantCulture, $"From: {from}\r\nTo: {to.Address}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Subject: Report Domain: {names.PolicyDomain}\r\n Submitter: {names.Submitter}\r\n Report-ID: <{names.ReportId}>\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Date: {MimeDate.Format(now)}\r\nMessage-ID: <{names.ReportId}@{names.Submitter}>\r\n");
        foreach (var field in fields) text.Append(CultureInfo.InvariantCulture, $"{field}\r\n");
        // RFC 3834 §5: nobody's automatic answer comes back for this one.
        text.Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n\r\n");
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
        text.Append(CultureInfo.InvariantCulture, $"This is a {kind} about mail of {names.PolicyDomain}\r\nfrom {names.Begin.UtcDateTime:yyyy-MM-dd HH:mm} to {names.End.UtcDateTime:yyyy-MM-dd HH:mm} UTC, made by {names.Submitter}.\r\nIt is sent because the domain's DNS asks for it.\r\n");
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: {mediaType};\r\n name=\"{fileName}\"\r\nContent-Transfer-Encoding: base64\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Content-Disposition: attachment;\r\n filename=\"{fileName}\"\r\n\r\n");
        for (var at = 0; at < packed.Length; at += BytesInLine) text.Append(Convert.ToBase64String(packed.AsSpan(at, Math.Min(BytesInLine, packed.Length - at)))).Append("\r\n");
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
