using System.Text;
using Sekisho.MailAuth.Reports;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.MailAuth.Tests.Reports.Tls;

public sealed class TlsReportTests
{
    private static readonly TlsReport Sample = new()
    {
        OrganizationName = "Example",
        ContactInfo = "tls@mx.example",
        ReportId = "abc",
        Begin = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 11, 21, 23, 59, 59, TimeSpan.Zero),
        Policies =
        [
            new TlsPolicyResult
            {
                PolicyType = "sts", PolicyDomain = "example.org", PolicyText = ["version: STSv1", "mode: enforce"], MxHosts = ["*.example.org"], Successful = 10, Failed = 2,
                Failures = [new TlsFailure { ResultType = "certificate-expired", SendingAddress = "192.0.2.1", ReceivingHost = "mx.example.org", ReceivingAddress = "2001:db8::1", Count = 2, ReasonCode = "expired" }],
            },
        ],
    };

    [Fact]
    public void What_is_written_reads_back()
    {
        var reading = TlsReportReader.Read(TlsReportWriter.Write(Sample));
        Assert.Empty(reading.Problems);
        Assert.Equivalent(Sample, reading.Report, strict: true);
    }

    [Fact]
    public void Values_of_the_wrong_type_are_told_and_the_rest_is_read()
    {
        var reading = Read("""{"organization-name":7,"report-id":"x","date-range":[],"policies":[{"policy":{"policy-domain":"Example.org","policy-string":"version: STSv1"},"summary":{"total-successful-session-count":"12","total-failure-session-count":-1}},5]}""");
        var policy = reading.Report!.Policies[0];
        Assert.Equal(("example.org", 12, 0), (policy.PolicyDomain, policy.Successful, policy.Failed));
        Assert.Equal(["version: STSv1"], policy.PolicyText);
        Assert.Contains("organization-name is no text.", reading.Problems);
        Assert.Contains("total-failure-session-count is no number of sessions; 0 is assumed.", reading.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"policies\":\"\\ud800\"")]
    public void What_is_no_report_is_told_to_be_none(string text)
    {
        var reading = Read(text);
        Assert.Null(reading.Report);
        Assert.NotEmpty(reading.Problems);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.Equal("", Read("{\"organization-name\":\"\\ud800\",\"policies\":[]}").Report!.OrganizationName);

    [Fact]
    public void Failure_details_are_kept_up_to_the_limit()
    {
        string With(int details) => "{\"report-id\":\"x\",\"organization-name\":\"x\",\"policies\":[{\"policy\":{},\"failure-details\":[" + string.Join(",", Enumerable.Repeat("{\"result-type\":\"sts-webpki-invalid\",\"failed-session-count\":1}", details)) + "]}]}";
        var limits = new ReportLimits { MaxRecords = 3 };
        var three = TlsReportReader.Read(Encoding.UTF8.GetBytes(With(3)), limits);
        Assert.DoesNotContain(three.Problems, problem => problem.Contains("more than", StringComparison.Ordinal));
        Assert.Equal(3, three.Report!.Policies[0].Failures.Count);
        var four = TlsReportReader.Read(Encoding.UTF8.GetBytes(With(4)), limits);
        Assert.Equal(3, four.Report!.Policies[0].Failures.Count);
        Assert.Contains("The report has more than 3 failure details.", four.Problems);
    }

    private static TlsReading Read(string json) => TlsReportReader.Read(Encoding.UTF8.GetBytes(json));
}
