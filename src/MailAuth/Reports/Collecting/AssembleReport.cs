using System.Net;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>Makes reports of what was observed. Rows that cannot be read are left out.</summary>
public static class AssembleReport
{
    /// <summary>An aggregate report; without an identifier, which <see cref="Sending.ReportSplitting"/> gives.</summary>
    /// <param name="reporter">Who reports.</param>
    /// <param name="domain">The policy domain.</param>
    /// <param name="record">Its DMARC record in that time.</param>
    /// <param name="begin">Where the period begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="rows">The rows, with their counts.</param>
    public static AggregateReport Aggregate(Reporter reporter, string domain, string record, DateTimeOffset begin, DateTimeOffset end, IEnumerable<(string Row, long Count)> rows)
    {
        ArgumentNullException.ThrowIfNull(reporter);
        ArgumentNullException.ThrowIfNull(rows);
        var policy = DmarcRecordReader.Read(record);
        var records = new List<AggregateRecord>();
        foreach (var (text, count) in rows)
        {
            if (ObservedRow.Read(text) is not { } row || !IPAddress.TryParse(row.Ip, out var source)) continue;
            records.Add(new AggregateRecord
            {
                SourceAddress = source,
                Count = count,
                Disposition = row.Disposition,
                DkimAligned = row.DkimAligned,
                SpfAligned = row.SpfAligned,
                Reasons = row.Reason is { } reason ? [new OverrideReason(reason, row.Comment)] : [],
                HeaderFrom = row.HeaderFrom,
                EnvelopeFrom = row.EnvelopeFrom,
                Dkim = row.Dkim,
                Spf = row.Spf is { } spf ? [spf] : [],
            });
        }

        return new AggregateReport
        {
            OrganizationName = reporter.Organization,
            Email = reporter.From,
            ExtraContact = reporter.Contact,
            Begin = begin,
            End = end,
            Policy = new PublishedPolicy
            {
                Domain = domain,
                Policy = Word(policy?.Policy) ?? "none",
                SubdomainPolicy = Word(policy?.SubdomainPolicy),
                NonExistentPolicy = Word(policy?.NonExistentPolicy),
                DkimAlignment = policy?.StrictDkim == true ? "s" : "r",
                SpfAlignment = policy?.StrictSpf == true ? "s" : "r",
                FailureOptions = policy?.FailureOptions,
                IsTesting = policy?.IsTesting == true,
                DiscoveryMethod = "treewalk",
            },
            Records = records,
        };
    }

    /// <summary>A TLS report.</summary>
    /// <param name="reporter">Who reports.</param>
    /// <param name="reportId">Names it.</param>
    /// <param name="domain">The policy domain.</param>
    /// <param name="begin">Where the period begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="rows">The rows, with their counts.</param>
    public static TlsReport Tls(Reporter reporter, string reportId, string domain, DateTimeOffset begin, DateTimeOffset end, IEnumerable<(string Row, long Count)> rows)
    {
        ArgumentNullException.ThrowIfNull(reporter);
        ArgumentNullException.ThrowIfNull(rows);
        var sessions = rows.Select(row => (Session: ObservedSession.Read(row.Row), row.Count)).Where(row => row.Session is not null);
        var policies = sessions.GroupBy(row => (row.Session!.PolicyType, row.Session.PolicyDomain, Text: string.Join('\n', row.Session.PolicyText), Hosts: string.Join('\n', row.Session.MxHosts)));
        return new TlsReport
        {
            OrganizationName = reporter.Organization,
            ContactInfo = reporter.Contact ?? reporter.From,
            ReportId = reportId,
            Begin = begin,
            End = end,
            Policies =
            [
                .. policies.Select(policy => new TlsPolicyResult
                {
                    PolicyType = policy.Key.PolicyType,
                    PolicyText = policy.First().Session!.PolicyText,
                    PolicyDomain = policy.Key.PolicyDomain ?? domain,
                    MxHosts = policy.First().Session!.MxHosts,
                    Successful = policy.Where(row => row.Session!.Failure is null).Sum(row => row.Count),
                    Failed = policy.Where(row => row.Session!.Failure is not null).Sum(row => row.Count),
                    Failures = [.. policy.Where(row => row.Session!.Failure is not null).Select(row => row.Session!.Failure! with { Count = row.Count })],
                }),
            ],
        };
    }

    private static string? Word(DmarcPolicy? policy) => policy?.ToString().ToLowerInvariant();
}
