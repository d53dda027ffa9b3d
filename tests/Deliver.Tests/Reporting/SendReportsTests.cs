using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Deliver.Reporting;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;
using Sekisho.Testing;

namespace Sekisho.Deliver.Tests.Reporting;

public sealed class SendReportsTests : IDisposable
{
    private const string Record = "v=DMARC1; p=reject; rua=mailto:r@example.com";
    private const string Row = "{\"ip\":\"192.0.2.1\",\"disposition\":\"none\",\"spfAligned\":true,\"headerFrom\":\"example.com\",\"envelopeFrom\":\"example.com\",\"spf\":{\"domain\":\"example.com\",\"scope\":\"mfrom\",\"result\":\"pass\"}}";

    private static readonly string TlsRow =
        new TlsSession { Domain = "example.com", PolicyType = "no-policy-found", Failure = new TlsFailure { ResultType = "starttls-not-supported" } }.ToObserved()!.Row;

    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(Day.AddDays(1).AddHours(3));
    private readonly ReportStore _store = new();
    private readonly PostedInMemory _post = new();
    private readonly Texts _dns = new() { ["_dmarc.example.com"] = Record };
    private readonly ReportOptions _options = new() { From = "noreply@mx.example", Organization = "Us" };
    private readonly SendReports _send;

    public SendReportsTests()
    {
        var reporter = new Reporter("Us", "noreply@mx.example", null);
        var find = new FindDestinations(_dns, _clock);
        _send = new SendReports(_store, _options, [new DmarcReports(reporter, find), new TlsReports(reporter, find)], _post, _clock, NullLogger.Instance);
    }

    public void Dispose() => _send.Dispose();

    [Fact]
    public async Task A_report_goes_to_the_address_of_the_record_and_can_be_read()
    {
        Add("example.com", Row);
        var reply = await _send.RunAsync(null, now: true, default);
        Assert.Equal((1, 1), (reply.Periods, reply.Messages));
        var (request, message) = Assert.Single(_store.Sent);
        Assert.Equal(("r@example.com", "noreply@mx.example", 1), (request.Recipient, request.From, request.Part));
        var report = Assert.Single(ReportFileReader.ReadFile(message).Reports).Aggregate!;
        Assert.Equal(("example.com", "reject", "Us", Day, Day.AddDays(1)), (report.Policy.Domain, report.Policy.Policy, report.OrganizationName, report.Begin, report.End));
        Assert.Equal(3, Assert.Single(report.Records).Count);
        Assert.Null(Assert.Single(_store.Finished).NotSent);
    }

    [Fact]
    public async Task A_TLS_report_goes_the_same_way()
    {
        _dns["_smtp._tls.example.com"] = "v=TLSRPTv1; rua=mailto:t@elsewhere.example";
        Add("example.com", TlsRow, ObservationKind.Tls);
        await _send.RunAsync(null, now: true, default);
        var (request, message) = Assert.Single(_store.Sent);
        Assert.Equal("t@elsewhere.example", request.Recipient);
        Assert.Equal(3, Assert.Single(Assert.Single(ReportFileReader.ReadFile(message).Reports).Tls!.Policies).Failed);
    }

    [Fact]
    public async Task A_TLS_report_is_mailed_and_posted_as_the_record_asks()
    {
        _dns["_smtp._tls.example.com"] = "v=TLSRPTv1; rua=mailto:t@elsewhere.example,https://reports.example/tls";
        Add("example.com", TlsRow, ObservationKind.Tls);
        var reply = await _send.RunAsync(null, now: true, default);
        Assert.Equal((1, 1, 1, 0), (reply.Periods, reply.Messages, reply.Posted, reply.Waiting));
        Assert.Single(_store.Sent);
        var (to, packed) = Assert.Single(_post.Posted);
        Assert.Equal("https://reports.example/tls", to.AbsoluteUri);
        Assert.Equal(3, Assert.Single(Assert.Single(ReportFileReader.ReadFile(packed).Reports).Tls!.Policies).Failed);
        var finished = Assert.Single(_store.Finished);
        Assert.Equal((null, new PostedReport("https://reports.example/tls", "posted")), (finished.NotSent, Assert.Single(finished.Posted!)));
    }

    [Fact]
    public async Task A_place_that_does_not_take_it_keeps_the_period_and_nothing_is_mailed_twice()
    {
        _dns["_smtp._tls.example.com"] = "v=TLSRPTv1; rua=mailto:t@elsewhere.example,https://reports.example/tls";
        Add("example.com", TlsRow, ObservationKind.Tls);
        _post.Outcome = _ => new PostOutcome(false, true, "reports.example answers 503");
        var first = await _send.RunAsync(null, now: true, default);
        Assert.Equal((0, 1, 0, 1), (first.Periods, first.Messages, first.Posted, first.Waiting));
        Assert.Empty(_store.Finished);
        _post.Outcome = _ => PostOutcome.Taken;
        var second = await _send.RunAsync(null, now: true, default);
        Assert.Equal((1, 0, 1, 0), (second.Periods, second.Messages, second.Posted, second.Waiting));
        Assert.Single(_store.Sent);
        Assert.Single(_store.Finished);
    }

    [Fact]
    public async Task An_https_address_of_a_DMARC_record_gets_nothing()
    {
        _dns["_dmarc.example.com"] = "v=DMARC1; p=reject; rua=https://reports.example/dmarc";
        Add("example.com", Row);
        await _send.RunAsync(null, now: true, default);
        Assert.Empty(_post.Posted);
        Assert.Equal("the DMARC record names no address for reports any more", Assert.Single(_store.Finished).NotSent);
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_nothing_is_sent_twice_and_nothing_left_out()
    {
        _dns["_dmarc.example.com"] = "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.com";
        Add("example.com", Row);
        _store.Outcomes.Enqueue(SendReportOutcome.Queued);
        _store.Outcomes.Enqueue(null);
        await Assert.ThrowsAsync<CallException>(() => _send.RunAsync(null, now: true, default));
        Assert.Empty(_store.Finished);
        var first = await MessagesAsync();
        var again = await MessagesAsync();
        Assert.Equal(["a@example.com", "b@example.com"], first.Select(each => each.Recipient));
        Assert.Empty(again);
        Assert.Single(_store.Finished);

        async Task<List<SendReportRequest>> MessagesAsync()
        {
            var before = _store.Sent.Count;
            await _send.RunAsync(null, now: true, default);
            return [.. _store.Sent.Skip(before).Select(each => each.Request)];
        }
    }

    [Fact]
    public async Task The_same_report_has_the_same_name_every_time()
    {
        var ids = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            Add("example.com", Row);
            await _send.RunAsync(null, now: true, default);
            ids.Add(ReportFileReader.ReadFile(_store.Sent[0].Message).Reports[0].Aggregate!.ReportId);
            _store.Sent.Clear();
        }

        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task While_the_DNS_fails_the_report_waits()
    {
        _dns["_dmarc.example.com"] = null;
        Add("example.com", Row);
        Assert.Equal(1, (await _send.RunAsync(null, now: true, default)).Waiting);
        Assert.Empty(_store.Finished);
        _dns["_dmarc.example.com"] = Record;
        Assert.Equal(1, (await _send.RunAsync(null, now: true, default)).Messages);
    }

    [Fact]
    public async Task Who_does_not_ask_any_more_or_does_not_agree_gets_none_and_the_reason_is_kept()
    {
        _dns["_dmarc.example.com"] = "v=DMARC1; p=reject; rua=mailto:r@victim.example";
        Add("example.com", Row);
        Add("gone.example", Row);
        await _send.RunAsync(null, now: true, default);
        Assert.Empty(_store.Sent);
        Assert.Equal(["victim.example does not agree to get reports about example.com", "there is no DMARC record any more"], _store.Finished.Select(finished => finished.NotSent));
    }

    [Fact]
    public async Task What_is_larger_than_its_receiver_takes_is_divided_or_left_out()
    {
        _dns["_dmarc.example.com"] = "v=DMARC1; p=reject; rua=mailto:r@example.com!4k";
        Add("example.com", [.. Enumerable.Range(0, 200).Select(i => Row.Replace("192.0.2.1", $"192.0.2.{i}", StringComparison.Ordinal).Replace("\"example.com\",\"scope\"", $"\"{i * 7919 % 10007:x8}.example.com\",\"scope\"", StringComparison.Ordinal))]);
        await _send.RunAsync(null, now: true, default);
        Assert.InRange(_store.Sent.Count, 2, ReportSplitting.MostParts);
        Assert.All(_store.Sent, sent => Assert.InRange(sent.Message.Length, 1, 4096));
        Assert.Equal(200, _store.Sent.Sum(sent => ReportFileReader.ReadFile(sent.Message).Reports[0].Aggregate!.Records.Count));
        Assert.Equal(Enumerable.Range(1, _store.Sent.Count), _store.Sent.Select(sent => sent.Request.Part));

        _store.Sent.Clear();
        _dns["_dmarc.example.com"] = "v=DMARC1; p=reject; rua=mailto:r@example.com!100";
        Add("example.com", Row);
        await _send.RunAsync(null, now: true, default);
        Assert.Empty(_store.Sent);
        Assert.Contains("nothing fits", _store.Finished[^1].NotSent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_is_not_ours_stops_the_pass_and_keeps_the_rows()
    {
        Add("example.com", Row);
        Add("example.net", Row);
        _store.Outcomes.Enqueue(SendReportOutcome.ForeignSender);
        Assert.True((await _send.RunAsync(null, now: true, default)).ForeignSender);
        Assert.Empty(_store.Finished);
    }

    [Fact]
    public async Task Each_domain_has_its_moment_after_the_period_the_operator_need_not_wait_for()
    {
        Add("example.com", Row);
        using var early = new SendReports(_store, _options, [new DmarcReports(new Reporter("Us", "noreply@mx.example", null), new FindDestinations(_dns, _clock))], _post, new ManualTimeProvider(Day.AddDays(1)), NullLogger.Instance);
        Assert.Equal(0, (await early.RunAsync(null, now: false, default)).Periods);
        Assert.Equal(1, (await _send.RunAsync(null, now: false, default)).Periods);
        Add("example.com", Row);
        Assert.Equal(0, (await early.RunAsync("other.example", now: true, default)).Periods);
        Assert.Equal(1, (await early.RunAsync("example.com", now: true, default)).Periods);
    }

    private void Add(string domain, params string[] rows) => Add(domain, rows[0], ObservationKind.Dmarc, rows);

    private void Add(string domain, string row, ObservationKind kind, string[]? rows = null) =>
        _store.Periods.Add((new ReportPeriod(kind, domain, Day, Day.AddDays(1), kind == ObservationKind.Dmarc ? Record : "", 1, 3, 0), [.. (rows ?? [row]).Select(each => new CountedRow(each, 3))]));

    /// <summary>TXT records; null: the look-up fails.</summary>
    private sealed class Texts : Dictionary<string, string?>, IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            var known = TryGetValue(name.Text, out var text);
            return ValueTask.FromResult(new DnsAnswer
            {
                Status = !known ? DnsStatus.NxDomain : text is null ? DnsStatus.ServFail : DnsStatus.Success,
                Name = name,
                Type = type,
                CanonicalName = name,
                Records = text is null ? [] : [new TxtRecord(name, 1, [Encoding.ASCII.GetBytes(text)])],
            });
        }
    }
}
