using System.Text.Json;
using Sekisho.Deliver;
using Sekisho.Deliver.TlsResults;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Output;

namespace Sekisho.Tests.Commands;

public sealed class TlsResultsCommandTests
{
    [Fact]
    public async Task It_goes_through_all_pages_of_the_day()
    {
        var system = new FakeSystem().Answer(DeliverCalls.TlsResults, request => new TlsDay(
            request.Day,
            [.. Enumerable.Range(request.After.Length == 0 ? 0 : TlsResultsRequest.PageDomains, request.After.Length == 0 ? TlsResultsRequest.PageDomains : 3).Select(Results)]));
        var run = await CommandRun.Of(system, "tls-results", "--day", "2026-11-21", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(TlsResultsRequest.PageDomains + 3, run.Lines.Count);
        var first = JsonDocument.Parse(run.Lines[0]).RootElement;
        Assert.Equal(("d000.example", 5, "certificate-expired"), (
            first.GetProperty("domain").GetString(), first.GetProperty("policies")[0].GetProperty("successful").GetInt32(),
            first.GetProperty("policies")[0].GetProperty("failures")[0].GetProperty("resultType").GetString()));
        Assert.Equal([new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 21)], system.Asked.Select(asked => ((TlsResultsRequest)asked.Request).Day));
        Assert.Contains("certificate-expired (2)", (await CommandRun.Of(system, "tls-results")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("22.11.2026")]
    [InlineData("2026-13-01")]
    [InlineData("today")]
    public async Task What_is_no_day_is_wrong_usage(string day) => Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of("tls-results", "--day", day)).Exit);

    private static TlsDomainResults Results(int number) => new()
    {
        Domain = FormattableString.Invariant($"d{number:000}.example"),
        Record = "v=TLSRPTv1; rua=mailto:a@example.net",
        Policies =
        [
            new TlsPolicyResult
            {
                PolicyType = "sts", PolicyDomain = "example.net", Successful = 5, Failed = 2,
                Failures = [new TlsFailure { ResultType = "certificate-expired", Count = 2 }],
            },
        ],
    };
}
