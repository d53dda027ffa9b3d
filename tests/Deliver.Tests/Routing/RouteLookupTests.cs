using System.Net;
using Sekisho.Deliver.Routing;
using Sekisho.Dns;
using Sekisho.Store.Queue;
using Sekisho.Testing.Dns;

namespace Sekisho.Deliver.Tests.Routing;

public sealed class RouteLookupTests : IAsyncLifetime, IDisposable
{
    private readonly DeliverOptions _options = new() { Hostname = "mail.test", OtherHostnames = ["mx2.test"] };
    private ScriptedDnsServer _dns = null!;
    private DnsResolver _resolver = null!;

    public Task InitializeAsync()
    {
        _dns = ScriptedDnsServer.Start();
        _resolver = new DnsResolver(new DnsResolverOptions { Servers = [_dns.EndPoint] }, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _dns.DisposeAsync();

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Mail_exchanges_come_by_preference_and_equals_in_random_order()
    {
        _dns.Add("example.org", "MX", "30 c.example.org").Add("example.org", "MX", "10 a.example.org");
        for (var i = 0; i < 8; i++) _dns.Add("example.org", "MX", $"20 b{i}.example.org");
        var orders = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var hosts = (await FindAsync("example.org")).Targets.Select(target => target.Host).ToList();
            Assert.Equal(("a.example.org", "c.example.org", 10), (hosts[0], hosts[^1], hosts.Count));
            orders.Add(string.Join(' ', hosts));
        }

        Assert.True(orders.Count > 1);
    }

    [Fact]
    public async Task A_domain_without_MX_is_its_own_exchange() =>
        Assert.Equal(["example.org"], (await FindAsync("example.org", () => _dns.Add("example.org", "A", "192.0.2.1"))).Targets.Select(target => target.Host));

    [Fact]
    public async Task An_alias_is_followed()
    {
        _dns.Add("alias.example", "CNAME", "example.org").Add("example.org", "MX", "10 mx.example.org");
        Assert.Equal(["mx.example.org"], (await FindAsync("alias.example")).Targets.Select(target => target.Host));
    }

    [Theory]
    [InlineData("null.example", "556 5.1.10")]
    [InlineData("missing.example", "550 5.1.2")]
    [InlineData("failing.example", "451 4.4.3")]
    [InlineData("own.example", "554 5.4.6")]
    [InlineData("mail.test", "554 5.4.6")]
    [InlineData("rootonly.example", "550 5.4.4")]
    [InlineData("a..b", "550 5.1.2")]
    [InlineData("[not an address]", "550 5.1.2")]
    [InlineData("[192.0.2.1", "550 5.1.2")]
    public async Task Where_no_mail_can_go_the_reason_says_whether_ever(string domain, string expected)
    {
        _dns.Add("null.example", "MX", "0 .").Fail("failing.example", 2);
        _dns.Add("own.example", "MX", "10 MX2.test").Add("own.example", "MX", "20 backup.example").Add("mail.test", "A", "192.0.2.1");
        _dns.Add("rootonly.example", "MX", "0 .").Add("rootonly.example", "MX", "5 .");
        var plan = await FindAsync(domain);
        Assert.Empty(plan.Targets);
        Assert.StartsWith(expected + " ", plan.Obstacle!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchanges_behind_ourselves_are_left_out()
    {
        _dns.Add("example.org", "MX", "10 first.example").Add("example.org", "MX", "20 mail.test").Add("example.org", "MX", "20 equal.example").Add("example.org", "MX", "30 last.example");
        Assert.Equal(["first.example"], (await FindAsync("example.org")).Targets.Select(target => target.Host));
    }

    [Fact]
    public async Task No_more_than_twenty_exchanges_are_considered()
    {
        for (var i = 0; i < 25; i++) _dns.Add("example.org", "MX", $"{i} m{i}.example");
        Assert.Equal(20, (await FindAsync("example.org")).Targets.Count);
    }

    [Theory]
    [InlineData("[192.0.2.1]", "192.0.2.1")]
    [InlineData("[IPv6:2001:db8::1]", "2001:db8::1")]
    public async Task An_address_literal_is_its_own_host(string domain, string address) =>
        Assert.Equal(IPAddress.Parse(address), Assert.Single((await FindAsync(domain)).Targets).Address);

    [Theory]
    [InlineData("192.0.2.1:2525", "192.0.2.1", 2525)]
    [InlineData("mail.example:24", "mail.example", 24)]
    [InlineData("mail.example", "mail.example", 25)]
    [InlineData("[2001:db8::1]:26", "2001:db8::1", 26)]
    public async Task A_relay_is_taken_as_it_is_given(string destination, string host, int port)
    {
        var plan = await new RouteLookup(_resolver, _options).FindAsync(new Route(RouteKind.Relay, destination), default);
        Assert.Equal((host, port), (plan.Targets[0].Host, plan.Targets[0].Port));
        Assert.True(plan.IsAuthenticated);
    }

    [Theory]
    [InlineData("mail.example:0")]
    [InlineData("mail.example:65536")]
    [InlineData(":25")]
    [InlineData("[2001:db8::1")]
    [InlineData("[name]:25")]
    [InlineData("a:b:c")]
    public async Task A_relay_that_cannot_be_read_defers(string destination) =>
        Assert.Equal(451, (await new RouteLookup(_resolver, _options).FindAsync(new Route(RouteKind.Relay, destination), default)).Obstacle!.Code);

    [Fact]
    public async Task Addresses_of_both_kinds_come_by_turns_up_to_the_limit()
    {
        for (var i = 1; i <= 4; i++) _dns.Add("mx.example", "A", $"192.0.2.{i}").Add("mx.example", "AAAA", $"2001:db8::{i}");
        var (addresses, _) = await new RouteLookup(_resolver, _options).AddressesAsync(new RouteTarget("mx.example", 25), true, default);
        Assert.Equal(["2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2"], addresses.Select(address => address.ToString()));
    }

    [Theory]
    [InlineData("A", "127.0.0.1")]
    [InlineData("A", "127.9.9.9")]
    [InlineData("A", "0.0.0.0")]
    [InlineData("A", "169.254.1.1")]
    [InlineData("A", "224.0.0.1")]
    [InlineData("A", "255.255.255.255")]
    [InlineData("AAAA", "::1")]
    [InlineData("AAAA", "::")]
    [InlineData("AAAA", "fe80::1")]
    [InlineData("AAAA", "ff02::1")]
    [InlineData("AAAA", "::ffff:127.0.0.1")]
    public async Task Somebodys_DNS_cannot_make_us_speak_with_this_machine(string type, string address)
    {
        _dns.Add("mx.example", type, address);
        var lookup = new RouteLookup(_resolver, _options);
        var (addresses, obstacle) = await lookup.AddressesAsync(new RouteTarget("mx.example", 25), isExchange: true, default);
        Assert.Empty(addresses);
        Assert.Equal("5.4.6", obstacle!.Enhanced.ToString());
        Assert.Single((await lookup.AddressesAsync(new RouteTarget("mx.example", 25), isExchange: false, default)).Addresses);
    }

    [Fact]
    public async Task A_host_without_addresses_fails_and_one_that_cannot_be_looked_up_waits()
    {
        _dns.Add("empty.example", "TXT", "x").Fail("failing.example", 2);
        var lookup = new RouteLookup(_resolver, _options);
        Assert.Equal("5.4.4", (await lookup.AddressesAsync(new RouteTarget("empty.example", 25), true, default)).Obstacle!.Enhanced.ToString());
        Assert.Equal("4.4.3", (await lookup.AddressesAsync(new RouteTarget("failing.example", 25), true, default)).Obstacle!.Enhanced.ToString());
    }

    private async Task<RoutePlan> FindAsync(string domain, Action? prepare = null)
    {
        prepare?.Invoke();
        return await new RouteLookup(_resolver, _options).FindAsync(new Route(RouteKind.Mx, domain), default);
    }
}
