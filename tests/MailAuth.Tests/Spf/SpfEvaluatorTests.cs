using System.Net;
using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Spf;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Spf;

public sealed class SpfEvaluatorTests
{
    private readonly ZoneResolver _zone = new();
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task The_term_that_decides_is_named()
    {
        _zone.Txt("example.com", "v=spf1 include:a.example -all").Txt("a.example", "v=spf1 ip4:192.0.2.0/24");
        var pass = await CheckAsync("192.0.2.9", "ann@example.com");
        Assert.Equal((AuthResult.Pass, "include:a.example", "example.com", 1), (pass.Result, pass.Term, pass.TermDomain, pass.Lookups));
        Assert.Equal("-all", (await CheckAsync("203.0.113.1", "ann@example.com")).Term);
    }

    [Fact]
    public async Task An_IPv4_address_in_IPv6_is_IPv4()
    {
        _zone.Txt("example.com", "v=spf1 ip4:192.0.2.0/24 ip6:::ffff:c000:200/120 -all");
        Assert.Equal("ip4:192.0.2.0/24", (await CheckAsync("::ffff:192.0.2.9", "ann@example.com")).Term);
    }

    [Fact]
    public async Task Both_identities_are_checked_each_for_itself()
    {
        _zone.Txt("example.com", "v=spf1 -all").Txt("mx.example.com", "v=spf1 ip4:192.0.2.1 -all");
        var request = new SpfRequest { ClientAddress = IPAddress.Parse("192.0.2.1"), Helo = "mx.example.com", MailFrom = "ann@example.com" };
        Assert.Equal((AuthResult.Fail, SpfIdentity.MailFrom), await Evaluator().CheckMailFromAsync(request) is var from ? (from.Result, from.Identity) : default);
        Assert.Equal((AuthResult.Pass, SpfIdentity.Helo), await Evaluator().CheckHeloAsync(request) is var helo ? (helo.Result, helo.Identity) : default);
        Assert.Equal((AuthResult.Pass, "mx.example.com"), await Evaluator().CheckMailFromAsync(request with { MailFrom = "" }) is var bounce ? (bounce.Result, bounce.Domain) : default);
    }

    [Fact]
    public async Task Internationalized_domains_are_asked_for_in_A_labels()
    {
        _zone.Txt("xn--bcher-kva.example", "v=spf1 exists:%{l}.%{d} -all").Address("ann.xn--bcher-kva.example", "127.0.0.2");
        Assert.Equal((AuthResult.Pass, "xn--bcher-kva.example"), await CheckAsync("192.0.2.1", "ann@Bücher.example") is var pass ? (pass.Result, pass.Domain) : default);
    }

    // RFC 8616 §4.
    [Fact]
    public async Task A_local_part_outside_ASCII_matches_no_term_that_needs_it()
    {
        _zone.Txt("example.com", "v=spf1 exists:%{l}.x.example include:%{s}.x.example a:%{L}.x.example ~all");
        var outcome = await CheckAsync("192.0.2.1", "jürgen@example.com");
        Assert.Equal((AuthResult.SoftFail, "~all"), (outcome.Result, outcome.Term));
        Assert.Single(_zone.Questions);
    }

    [Fact]
    public async Task Ten_lookups_are_allowed_and_no_eleventh()
    {
        string Record(int count) => "v=spf1 " + string.Join(' ', Enumerable.Range(0, count).Select(i => $"a:h{i}.example.com")) + " ip4:192.0.2.1 -all";
        for (var i = 0; i < 11; i++) _zone.Address($"h{i}.example.com", "203.0.113.1");
        _zone.Txt("ten.example.com", Record(10)).Txt("eleven.example.com", Record(11));
        Assert.Equal((AuthResult.Pass, 10), await CheckAsync("192.0.2.1", "a@ten.example.com") is var ten ? (ten.Result, ten.Lookups) : default);
        Assert.Equal((AuthResult.PermError, SpfProblem.TooManyLookups), await CheckAsync("192.0.2.1", "a@eleven.example.com") is var eleven ? (eleven.Result, eleven.Problem) : default);
    }

    [Fact]
    public async Task Two_void_lookups_are_allowed_and_no_third()
    {
        _zone.Txt("two.example.com", "v=spf1 a:no1.example exists:no2.example ip4:192.0.2.1 -all").Txt("three.example.com", "v=spf1 a:no1.example mx:no2.example exists:no3.example ip4:192.0.2.1 -all");
        Assert.Equal((AuthResult.Pass, 2), await CheckAsync("192.0.2.1", "a@two.example.com") is var two ? (two.Result, two.VoidLookups) : default);
        Assert.Equal((AuthResult.PermError, SpfProblem.TooManyVoidLookups), await CheckAsync("192.0.2.1", "a@three.example.com") is var three ? (three.Result, three.Problem) : default);
    }

    [Fact]
    public async Task Ten_mail_exchanges_are_allowed_and_no_eleventh()
    {
        _zone.Txt("ten.example.com", "v=spf1 mx -all").Txt("eleven.example.com", "v=spf1 mx -all");
        for (var i = 0; i < 11; i++)
        {
            _zone.Address($"mx{i}.example.com", i == 9 ? "192.0.2.1" : "203.0.113.1").Mx("eleven.example.com", i, $"mx{i}.example.com");
            if (i < 10) _zone.Mx("ten.example.com", i, $"mx{i}.example.com");
        }

        Assert.Equal(AuthResult.Pass, (await CheckAsync("192.0.2.1", "a@ten.example.com")).Result);
        Assert.Equal(SpfProblem.TooManyMxNames, (await CheckAsync("192.0.2.1", "a@eleven.example.com")).Problem);
    }

    [Fact]
    public async Task Of_a_clients_names_ten_are_looked_at()
    {
        _zone.Txt("example.com", "v=spf1 ptr -all");
        for (var i = 0; i < 200; i++) _zone.Ptr("192.0.2.1", $"h{i}.example.net");
        _zone.Ptr("192.0.2.1", "late.example.com").Address("late.example.com", "192.0.2.1");
        Assert.Equal(AuthResult.Fail, (await CheckAsync("192.0.2.1", "a@example.com")).Result);
        Assert.Equal(12, _zone.Questions.Count);
    }

    [Theory]
    [InlineData("v=spf1 include:loop.example -all")]
    [InlineData("v=spf1 redirect=loop.example")]
    public async Task A_circle_ends(string record)
    {
        _zone.Txt("loop.example", record);
        Assert.Equal((AuthResult.PermError, SpfProblem.TooManyLookups), await CheckAsync("192.0.2.1", "a@loop.example") is var outcome ? (outcome.Result, outcome.Problem) : default);
        Assert.True(_zone.Questions.Count < 30);
    }

    [Theory]
    [InlineData(DnsStatus.Timeout)]
    [InlineData(DnsStatus.ServFail)]
    [InlineData(DnsStatus.Malformed)]
    [InlineData(DnsStatus.NoServers)]
    public async Task A_failing_DNS_is_temporary(DnsStatus status)
    {
        _zone.Txt("example.com", "v=spf1 a:broken.example -all").Fail("broken.example", DnsRecordType.A, status);
        Assert.Equal((AuthResult.TempError, SpfProblem.DnsFailure), await CheckAsync("192.0.2.1", "a@example.com") is var outcome ? (outcome.Result, outcome.Problem) : default);
    }

    [Fact]
    public async Task A_DNS_that_never_answers_ends_with_the_deadline()
    {
        _zone.Before = async cancellation => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        var checking = CheckAsync("192.0.2.1", "a@example.com").AsTask();
        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(checking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((AuthResult.TempError, SpfProblem.Deadline), await checking.WaitAsync(TimeSpan.FromMinutes(2)) is var outcome ? (outcome.Result, outcome.Problem) : default);
    }

    [Fact]
    public async Task A_record_of_65_kilobytes_is_read_and_a_longer_one_is_not()
    {
        var record = "v=spf1 " + string.Concat(Enumerable.Repeat("ip4:203.0.113.7 ", 4000)) + "ip4:192.0.2.1 -all";
        _zone.Txt("example.com", record).Txt("long.example", record + string.Concat(Enumerable.Repeat(" ip4:203.0.113.7", 100)));
        Assert.Equal(AuthResult.Pass, (await CheckAsync("192.0.2.1", "a@example.com")).Result);
        Assert.Equal((AuthResult.PermError, SpfProblem.BadRecord), await CheckAsync("192.0.2.1", "a@long.example") is var outcome ? (outcome.Result, outcome.Problem) : default);
    }

    [Theory]
    [InlineData("%{l} \u007f")]
    [InlineData("line\r\nbreak")]
    [InlineData("%{x}")]
    [InlineData("é")]
    public async Task An_explanation_that_may_break_our_line_is_dropped(string explanation)
    {
        _zone.Txt("example.com", "v=spf1 -all exp=why.example").Txt("why.example", explanation);
        Assert.Null((await CheckAsync("192.0.2.1", "a@example.com")).Explanation);
    }

    [Fact]
    public async Task An_explanation_is_filled_in_and_bounded()
    {
        _zone.Txt("example.com", "v=spf1 -all exp=why.example").Txt("why.example", "%{c} %{t} %{r}: %{l} of %{d}%_");
        Assert.Equal("192.0.2.1 1767225600 here.example: a of example.com ", (await CheckAsync("192.0.2.1", "a@example.com")).Explanation);
        _zone.Txt("long.example", "v=spf1 -all exp=whylong.example").Txt("whylong.example", new string('x', 1024));
        Assert.Equal(1024, (await CheckAsync("192.0.2.1", "a@long.example")).Explanation!.Length);
        _zone.Txt("longer.example", "v=spf1 -all exp=whylonger.example").Txt("whylonger.example", new string('x', 1025));
        Assert.Null((await CheckAsync("192.0.2.1", "a@longer.example")).Explanation);
    }

    private SpfEvaluator Evaluator() => new(_zone, _clock);

    private ValueTask<SpfOutcome> CheckAsync(string client, string from) =>
        Evaluator().CheckMailFromAsync(new SpfRequest { ClientAddress = IPAddress.Parse(client), Helo = "mx.example.net", MailFrom = from, ReceivingHost = "here.example" });
}
