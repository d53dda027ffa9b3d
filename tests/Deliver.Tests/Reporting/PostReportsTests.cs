using System.Text;
using Sekisho.Deliver.Https;
using Sekisho.Deliver.Reporting;
using Sekisho.Dns;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.Testing;
using Sekisho.Testing.Dns;
using Sekisho.Testing.Http;

namespace Sekisho.Deliver.Tests.Reporting;

public sealed class PostReportsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TestCertificates _authority = new();
    private readonly ScriptedDnsServer _names = ScriptedDnsServer.Start();
    private readonly DnsResolver _dns;
    private readonly ScriptedHttpsServer _server;

    public PostReportsTests()
    {
        _dns = new DnsResolver(new DnsResolverOptions { Servers = [_names.EndPoint] }, TimeProvider.System);
        _server = ScriptedHttpsServer.Start(_authority.ForServer("reports.example.net"));
        _names.Add("reports.example.net", "A", "127.0.0.1").Add("other.example.net", "A", "127.0.0.1");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _dns.Dispose();
        await _names.DisposeAsync();
        _authority.Dispose();
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData("200 OK")]
    [InlineData("201 Created")]
    [InlineData("204 No Content")]
    public async Task A_report_is_posted_packed_with_its_media_type(string status)
    {
        _server.Answer = _ => ScriptedHttpsServer.Text(status, "text/plain", "");
        Assert.Equal(PostOutcome.Taken, await PostAsync());
        var request = Assert.Single(_server.Requests);
        Assert.StartsWith("POST /v1/tlsrpt?d=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/tlsrpt+gzip\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Encoding.Latin1.GetString(Report), request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("301 Moved Permanently", false)]
    [InlineData("400 Bad Request", false)]
    [InlineData("404 Not Found", false)]
    [InlineData("408 Request Timeout", true)]
    [InlineData("429 Too Many Requests", true)]
    [InlineData("503 Service Unavailable", true)]
    public async Task What_does_not_take_it_is_told_and_tried_again_only_where_that_may_help(string status, bool again)
    {
        _server.Answer = _ => ScriptedHttpsServer.Text(status, "text/plain", "", "Location: https://reports.example.net/elsewhere\r\n");
        Assert.Equal(new PostOutcome(false, again, $"reports.example.net answers {status[..3]}"), await PostAsync());
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_certificate_of_another_host_gets_nothing()
    {
        var outcome = await PostAsync("other.example.net");
        Assert.Equal((false, true, "other.example.net has no valid certificate"), (outcome.IsTaken, outcome.MayTryAgain, outcome.Words));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_host_of_this_machine_gets_nothing()
    {
        var outcome = await PostAsync(options: new DeliverOptions());
        Assert.False(outcome.IsTaken);
        Assert.Contains("only addresses that mean this machine", outcome.Words, StringComparison.Ordinal);
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task A_place_that_never_answers_is_left_after_half_a_minute()
    {
        _server.Answer = _ => null;
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var posting = PostAsync(clock: clock);
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => _server.Requests.Count == 1, RunningProgram.Guard)));
        clock.Advance(PostReports.Deadline - TimeSpan.FromMilliseconds(1));
        Assert.False(posting.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new PostOutcome(false, true, "reports.example.net did not take it in time"), await posting);
    }

    private static byte[] Report { get; } = ReportMessage.Gzip(Encoding.UTF8.GetBytes("{}"));

    private async Task<PostOutcome> PostAsync(string host = "reports.example.net", DeliverOptions? options = null, TimeProvider? clock = null)
    {
        using var post = new PostReports(OwnHttps.Client(_dns, options ?? new DeliverOptions { AllowLoopbackExchanges = true }, _authority.Roots), clock ?? TimeProvider.System);
        return await post.PostAsync(new Uri($"https://{host}:{_server.Port}/v1/tlsrpt?d=1"), Report, default);
    }
}
