using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Failure;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.Inspect.Reports;

/// <summary>Brings the three kinds of reports into the one form that is kept.</summary>
public static class ToReceived
{
    private const int MostChars = 200;
    private const int MostDetailChars = 500;
    private const int MostProblems = 10;

    /// <summary>The report; null where it does not say which domain it is about.</summary>
    /// <param name="report">As read.</param>
    /// <param name="submitter">The domain in From of the message that brought it; empty where there was none.</param>
    /// <param name="isAuthenticated">That domain is proven.</param>
    public static ReceivedReport? Of(ReadReport report, string submitter, bool isAuthenticated)
    {
        ArgumentNullException.ThrowIfNull(report);
        var made = report switch
        {
            { Aggregate: { } aggregate } => OfAggregate(aggregate),
            { Failure: { } failure } => OfFailure(failure),
            { Tls: { } tls } => OfTls(tls),
            _ => null,
        };
        if (made is null || made.Domain.Length is 0 or > Observation.MostDomainChars) return null;
        var rows = made.Rows.OrderByDescending(row => row.Count).Take(ReceivedReport.MostRows).ToList();
        return made with
        {
            Submitter = Cut(submitter),
            IsAuthenticated = isAuthenticated,
            Rows = rows,
            RowsLeftOut = made.Rows.Count - rows.Count,
            Problems = [.. report.Problems.Take(MostProblems).Select(problem => Cut(problem))],
            ReportId = made.ReportId.Length > 0 ? made.ReportId : IdOf(made),
        };
    }

    private static ReceivedReport OfAggregate(AggregateReport report) => new()
    {
        Kind = "dmarc",
        Domain = report.Policy.Domain,
        Organization = Cut(report.OrganizationName.Length > 0 ? report.OrganizationName : report.Email),
        ReportId = Cut(report.ReportId),
        Begin = report.Begin,
        End = report.End,
        Policy = Cut(PolicyOf(report.Policy)),
        Rows = [.. report.Records.Select(record => OfRecord(record))],
    };

    private static string PolicyOf(PublishedPolicy policy)
    {
        (string Tag, string? Value)[] tags = [("p", policy.Policy), ("sp", policy.SubdomainPolicy), ("np", policy.NonExistentPolicy), ("adkim", policy.DkimAlignment), ("aspf", policy.SpfAlignment)];
        return string.Join(' ', tags.Where(tag => tag.Value is not null).Select(tag => $"{tag.Tag}={tag.Value}"));
    }

    private static ReceivedRow OfRecord(AggregateRecord record) => new()
    {
        Source = record.SourceAddress.ToString(),
        Count = record.Count,
        Passes = record.DkimAligned || record.SpfAligned,
        DkimAligned = record.DkimAligned,
        SpfAligned = record.SpfAligned,
        Disposition = Cut(record.Disposition),
        HeaderFrom = Cut(record.HeaderFrom),
        Details = Cut(
            string.Join("; ", Findings(record)),
            MostDetailChars),
    };

    private static IEnumerable<string> Findings(AggregateRecord record) =>
    [
        .. record.Spf.Select(spf => $"spf={spf.Result} {spf.Domain}"),
        .. record.Dkim.Select(dkim => $"dkim={dkim.Result} {dkim.Domain}" + (string.IsNullOrEmpty(dkim.Selector) ? "" : $"/{dkim.Selector}")),
        .. record.Reasons.Select(reason => $"because {reason.Type}"),
    ];

    private static ReceivedReport OfFailure(FailureReport report) => new()
    {
        Kind = "failure",
        Domain = report.Domain,
        Organization = Cut(report.UserAgent ?? ""),
        ReportId = "",
        Policy = Cut($"{report.FeedbackType} {report.AuthFailure}".Trim()),
        Rows =
        [
            new ReceivedRow
            {
                Source = report.SourceAddress ?? "",
                Count = Math.Min(report.Incidents, Observation.MostCount),
                Passes = false,
                Disposition = Cut(report.DeliveryResult ?? ""),
                HeaderFrom = Cut(report.HeaderFrom ?? ""),
                Details = Cut($"{report.AuthenticationResults} {report.ArrivalDate}".Trim(), MostDetailChars),
            },
        ],
    };

    private static ReceivedReport? OfTls(TlsReport report)
    {
        if (report.Policies.Count == 0) return null;
        // One report may name several policy domains (RFC 8460 §4.4); in practice they are one.
        var domain = report.Policies[0].PolicyDomain;
        var rows = new List<ReceivedRow>();
        foreach (var policy in report.Policies)
        {
            var about = policy.PolicyDomain == domain ? policy.PolicyType : $"{policy.PolicyType} of {policy.PolicyDomain}";
            if (policy.Successful > 0) rows.Add(new ReceivedRow { Source = "", Count = policy.Successful, Passes = true, Disposition = "success", Details = Cut(about) });
            foreach (var failure in policy.Failures)
            {
                rows.Add(new ReceivedRow
                {
                    Source = Cut(failure.ReceivingHost ?? failure.ReceivingAddress ?? ""),
                    Count = failure.Count,
                    Passes = false,
                    Disposition = Cut(failure.ResultType),
                    Details = Cut(string.Join("; ", new[] { about, failure.SendingAddress is { } sender ? $"from {sender}" : null, failure.ReasonCode }.Where(part => part is not null)), MostDetailChars),
                });
            }

            var told = policy.Failures.Sum(failure => failure.Count);
            if (policy.Failed > told) rows.Add(new ReceivedRow { Source = "", Count = policy.Failed - told, Passes = false, Disposition = "not told", Details = Cut(about) });
        }

        return new ReceivedReport
        {
            Kind = "tls",
            Domain = domain,
            Organization = Cut(report.OrganizationName),
            ReportId = Cut(report.ReportId),
            Begin = report.Begin,
            End = report.End,
            Policy = Cut(string.Join(", ", report.Policies.Select(policy => policy.PolicyType).Distinct())),
            Rows = rows,
        };
    }

    // The same report twice has the same one.
    private static string IdOf(ReceivedReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Kind}\n{report.Domain}\n{report.Begin:O}\n{report.End:O}\n{report.Organization}\n");
        foreach (var row in report.Rows) text.Append(CultureInfo.InvariantCulture, $"{row.Source} {row.Count} {row.Disposition} {row.HeaderFrom} {row.Details}\n");
        return "none-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12));
    }

    private static string Cut(string text) => Cut(text, MostChars);

    private static string Cut(string text, int most) => Facts.FactText.Cut(text, most);
}
