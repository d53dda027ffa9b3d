using System.Text;
using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>What is kept of reports that others send: no bytes make it pass a limit or bring control characters along.</summary>
public sealed class InspectReportsTarget : IFuzzTarget
{
    private static readonly ReportLimits Limits = new() { MaxBytes = 256 * 1024, MaxRecords = 3_000 };

    public string Name => "inspect-reports";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "<feedback><report_metadata><org_name>R</org_name><report_id>7</report_id><date_range><begin>1</begin><end>2</end></date_range></report_metadata><policy_published><domain>a.example</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip><count>4</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf><reason><type>other</type></reason></policy_evaluated></row><identifiers><header_from>a.example</header_from></identifiers><auth_results><dkim><domain>a.example</domain><selector>s</selector><result>pass</result></dkim><spf><domain>b.example</domain><result>fail</result></spf></auth_results></record></feedback>"u8.ToArray(),
        "{\"organization-name\":\"R\",\"report-id\":\"1\",\"policies\":[{\"policy\":{\"policy-type\":\"sts\",\"policy-domain\":\"a.example\"},\"summary\":{\"total-successful-session-count\":5,\"total-failure-session-count\":3},\"failure-details\":[{\"result-type\":\"certificate-expired\",\"failed-session-count\":2}]}]}"u8.ToArray(),
        "Subject: DMARC\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: auth-failure\r\nReported-Domain: a.example\r\nSource-IP: 192.0.2.1\r\nIncidents: 9999999999\r\n\r\n--b--\r\n"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        foreach (var report in ReportFileReader.ReadFile(input, Limits).Reports)
        {
            if (ToReceived.Of(report, Encoding.Latin1.GetString(input.AsSpan(0, Math.Min(input.Length, 300))), isAuthenticated: true) is not { } kept) continue;
            if (kept.Rows.Count > ReceivedReport.MostRows || kept.Domain.Length is 0 or > Observation.MostDomainChars || kept.ReportId.Length is 0 or > 200)
                throw new InvalidOperationException("What is kept of a report passes a limit.");
            foreach (var row in kept.Rows)
            {
                if (row.Count < 0 || row.Details.Length > 500 || row.Source.Length > 200) throw new InvalidOperationException("A row passes a limit.");
                if ($"{row.Source}{row.Details}{row.HeaderFrom}{row.Disposition}".Any(char.IsControl)) throw new InvalidOperationException("A control character.");
            }
        }
    }
}
