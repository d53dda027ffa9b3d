using System.Net;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Inspect.Reputation;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Reputation;

public sealed class ReputationTests
{
    private readonly Lists _dns = [];

    [Theory]
    [InlineData("192.0.2.99", "99.2.0.192.bl.example.net")]
    [InlineData("::ffff:192.0.2.99", "99.2.0.192.bl.example.net")]
    [InlineData("2001:db8:1:2:3:4:567:89ab", "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.bl.example.net")]
    public void An_address_is_asked_for_the_other_way_round(string address, string name) =>
        Assert.Equal(name, ListQuery.OfAddress(IPAddress.Parse(address), "bl.example.net")!.Value.Text);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    public void Addresses_of_our_own_network_are_told_to_nobody(string address) => Assert.Null(ListQuery.OfAddress(IPAddress.Parse(address), "bl.example.net"));

    [Fact]
    public void A_name_that_would_be_too_long_is_not_asked_for()
    {
        var longest = string.Join('.', Enumerable.Repeat(new string('a', 59), 4));
        Assert.NotNull(ListQuery.OfDomain(longest, "b.example.net"));
        Assert.Null(ListQuery.OfDomain(longest, "bl.example.net"));
        Assert.Null(ListQuery.OfDomain("192.0.2.1", "bl.example.net"));
        Assert.Null(ListQuery.OfDomain("localhost", "bl.example.net"));
    }

    [Fact]
    public async Task What_lists_name_is_told_and_counts()
    {
        _dns["9.2.0.192.bl.example.net"] = ["127.0.0.4", "127.0.0.2"];
        _dns["bad.example.uri.example.net"] = ["127.0.1.2"];
        var verdict = await InspectAsync();
        Assert.Equal(["bl.example.net 127.0.0.2 127.0.0.4"], verdict.List("reputation.address_lists"));
        Assert.Equal(["bad.example uri.example.net 127.0.1.2"], verdict.List("reputation.domain_lists"));
        Assert.Equal((Disposition.Quarantine, 10d), (verdict.Disposition, verdict.Score));
    }

    [Fact]
    public async Task Who_is_on_no_list_gets_nothing()
    {
        var verdict = await InspectAsync();
        Assert.DoesNotContain(verdict.Facts.Values.Keys, name => name.StartsWith("reputation.", StringComparison.Ordinal));
        Assert.Equal(3, _dns.Asked.Count);
    }

    [Theory]
    [InlineData("127.0.0.1", "bl.example.net refuses (127.0.0.1)")]
    [InlineData("127.255.255.254", "bl.example.net refuses (127.255.255.254)")]
    [InlineData("198.51.100.7", "bl.example.net answers 198.51.100.7")]
    [InlineData(null, "bl.example.net ServFail")]
    public async Task A_list_that_refuses_is_parked_or_fails_condemns_nobody(string? answer, string silent)
    {
        _dns["9.2.0.192.bl.example.net"] = answer is null ? null : [answer];
        var verdict = await InspectAsync();
        Assert.Equal([silent], verdict.List("reputation.silent_lists"));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
        Assert.Empty(verdict.Reasons);
    }

    [Fact]
    public async Task A_list_that_never_answers_holds_nothing_up()
    {
        var clock = new ManualTimeProvider();
        _dns.Hangs = true;
        var verdict = InspectAsync(clock: clock);
        await _dns.Asking.WaitAsync(TimeSpan.FromMinutes(2));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["bl.example.net Timeout", "uri.example.net Timeout"], (await verdict).List("reputation.silent_lists"));
    }

    [Fact]
    public async Task Mail_of_our_own_accounts_is_not_asked_about()
    {
        await InspectAsync(account: "ben@ours.example");
        Assert.Empty(_dns.Asked);
    }

    [Fact]
    public async Task No_more_domains_are_asked_for_than_the_limit()
    {
        await InspectAsync(body: string.Join('\n', Enumerable.Range(0, 2 * ReputationSignal.MostDomains).Select(i => $"http://www.site{i}.example/")));
        Assert.Equal(1 + ReputationSignal.MostDomains, _dns.Asked.Count);
    }

    private async Task<Verdict> InspectAsync(string body = "See http://www.bad.example/x", string? account = null, TimeProvider? clock = null)
    {
        var options = new InspectOptions { AuthenticateSenders = false, AddressLists = ["bl.example.net"], DomainLists = ["uri.example.net"] };
        await using var inspector = Inspector.Create(options, clock, resolver: _dns);
        return await inspector.InspectAsync(
            new InspectRequest { Id = "1", ClientAddress = "192.0.2.9", Account = account },
            Encoding.UTF8.GetBytes($"From: Ann <ann@sender.example>\r\nTo: b@ours.example\r\nSubject: x\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@sender.example>\r\n\r\n{body}\r\n"));
    }

    /// <summary>Names with the addresses that they have; null for a server that fails.</summary>
    private sealed class Lists : Dictionary<string, string[]?>, IDnsResolver
    {
        private readonly TaskCompletionSource _asking = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Asked { get; } = [];

        public bool Hangs { get; set; }

        public Task Asking => _asking.Task;

        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            Asked.Add(name.Text);
            if (Hangs)
            {
                if (Asked.Count == 3) _asking.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            var known = TryGetValue(name.Text, out var addresses);
            return new DnsAnswer
            {
                Status = !known ? DnsStatus.NxDomain : addresses is null ? DnsStatus.ServFail : DnsStatus.Success,
                Name = name,
                Type = type,
                CanonicalName = name,
                Records = [.. (addresses ?? []).Select(address => new AddressRecord(name, 1, IPAddress.Parse(address)))],
            };
        }
    }
}
