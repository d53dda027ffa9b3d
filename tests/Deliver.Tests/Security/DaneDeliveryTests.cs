using Sekisho.Store.Queue;
using Sekisho.Testing.Dns;

namespace Sekisho.Deliver.Tests.Security;

public sealed class DaneDeliveryTests
{
    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 1, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(2, 0, 0)]
    public async Task A_certificate_that_the_records_name_is_enough_although_no_authority_knows_it(int usage, int selector, int matching)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.CertifyPrivately();
        destination.PublishTlsa(usage, selector, matching, usage == 3 ? destination.Chain.Server : destination.Chain.Issuer);
        var result = await destination.SendAsync();
        Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Reply);
        Assert.StartsWith("DANE: Tls", result.Tls, StringComparison.Ordinal);
        Assert.True(Assert.Single(destination.Server.Messages).OverTls);
        Assert.Equal([SecureDestination.Host], destination.Server.TlsNames);
        var counted = await destination.CountedAsync();
        Assert.Equal(("tlsa", SecureDestination.Host, 1, 0), (counted.PolicyType, counted.PolicyDomain, counted.Successful, counted.Failed));
        Assert.StartsWith($"{usage} {selector} {matching} ", Assert.Single(counted.PolicyText), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public async Task A_certificate_that_no_record_names_is_refused_and_nothing_goes_in_clear(int usage)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.Certify();
        destination.PublishTlsa(usage, 1, 1, usage == 3 ? destination.Chain.Server : destination.Chain.Issuer);
        var result = await destination.SendAsync();
        Assert.Equal(DeliveryOutcome.Deferred, result.Outcome);
        Assert.Contains("4.7.5", result.Reply, StringComparison.Ordinal);
        Assert.Contains("no TLSA record matches", result.Reply, StringComparison.Ordinal);
        Assert.Equal("DANE", result.Tls);
        Assert.Empty(destination.Server.Messages);
        Assert.Equal(1, destination.Server.Sessions);
        var counted = await destination.CountedAsync();
        Assert.Equal((0, 1), (counted.Successful, counted.Failed));
        var failure = Assert.Single(counted.Failures);
        Assert.Equal(("validation-failure", SecureDestination.Host, "127.0.0.1"), (failure.ResultType, failure.ReceivingHost, failure.ReceivingAddress));
        Assert.NotNull(failure.SendingAddress);
        Assert.Equal("sink.example", failure.ReceivingHelo);
    }

    [Theory]
    [InlineData(TlsPolicy.Opportunistic)]
    [InlineData(TlsPolicy.Required)]
    public async Task A_relay_that_is_named_is_kept_to_its_records(TlsPolicy tls)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.CertifyPrivately();
        destination.PublishTlsa(2, 0, 1, destination.Chain.Issuer);
        var result = await RelayAsync(destination, tls);
        Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Reply);
        Assert.StartsWith("DANE: Tls", result.Tls, StringComparison.Ordinal);
        Assert.Equal([SecureDestination.Host], destination.Server.TlsNames);
        // How a relay of ours fares is no matter of TLS reports.
        Assert.Empty(await destination.AllCountedAsync());
    }

    [Theory]
    [InlineData(TlsPolicy.Opportunistic)]
    [InlineData(TlsPolicy.Required)]
    public async Task A_relay_with_another_certificate_gets_nothing(TlsPolicy tls)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.Certify();
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        var result = await RelayAsync(destination, tls);
        Assert.Equal((DeliveryOutcome.Deferred, "DANE"), (result.Outcome, result.Tls));
        Assert.Contains("no TLSA record matches", result.Reply, StringComparison.Ordinal);
        Assert.Empty(destination.Server.Messages);
    }

    [Theory]
    [InlineData(TlsPolicy.None, false, "no TLS: in clear")]
    [InlineData(TlsPolicy.Verified, false, null)]
    [InlineData(TlsPolicy.Opportunistic, true, "opportunistic TLS: Tls")]
    public async Task The_operators_own_word_and_LMTP_have_no_records(TlsPolicy tls, bool lmtp, string? words)
    {
        await using var destination = await SecureDestination.StartAsync(options => options with { TrustedCertificatesFile = options.PublicCertificatesFile });
        destination.Dns.Authenticated = true;
        destination.Certify();
        destination.Server.Lmtp = lmtp;
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        var result = await RelayAsync(destination, tls, lmtp);
        Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Reply);
        Assert.StartsWith(words ?? "verified TLS: Tls", result.Tls, StringComparison.Ordinal);
        Assert.DoesNotContain(destination.Dns.Queries, query => query.Name.StartsWith('_'));
    }

    private static async Task<RecipientResult> RelayAsync(SecureDestination destination, TlsPolicy tls, bool lmtp = false) =>
        (await destination.Deliver.DeliverAsync(new Route(RouteKind.Relay, FormattableString.Invariant($"{SecureDestination.Host}:{destination.Server.EndPoint.Port}"), tls, lmtp))).Request.Results.Single();

    [Fact]
    public async Task A_server_that_takes_STARTTLS_back_gets_nothing()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        Assert.Equal(DeliveryOutcome.Deferred, (await destination.SendAsync()).Outcome);
        Assert.Empty(destination.Server.Messages);
        Assert.Equal("starttls-not-supported", Assert.Single((await destination.CountedAsync()).Failures).ResultType);
    }

    [Fact]
    public async Task Records_that_are_not_proven_are_not_believed()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Certify("whatever.example");
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        var result = await destination.SendAsync();
        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        Assert.StartsWith("opportunistic TLS: Tls", result.Tls, StringComparison.Ordinal);
        Assert.DoesNotContain(destination.Dns.Queries, query => query.Type == DnsTestMessage.Tlsa);
    }

    [Fact]
    public async Task The_word_of_a_resolver_that_is_not_trusted_counts_for_nothing()
    {
        await using var destination = await SecureDestination.StartAsync(options => options with { TrustAd = false });
        destination.Dns.Authenticated = true;
        destination.Certify("whatever.example");
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        Assert.StartsWith("opportunistic TLS", (await destination.SendAsync()).Tls, StringComparison.Ordinal);
        Assert.Contains("5.7.30", (await destination.SendAsync(requireTls: true)).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var destination = await SecureDestination.StartAsync(options => options with { Dane = false });
        destination.Dns.Authenticated = true;
        destination.Certify("whatever.example");
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        Assert.Equal(DeliveryOutcome.Delivered, (await destination.SendAsync()).Outcome);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task When_the_records_cannot_be_looked_up_the_message_waits(int code)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.Certify();
        destination.Dns.Fail(destination.TlsaName(), code);
        var result = await destination.SendAsync();
        Assert.Equal(DeliveryOutcome.Deferred, result.Outcome);
        Assert.Contains("TLSA", result.Reply, StringComparison.Ordinal);
        Assert.Equal(0, destination.Server.Sessions);
        Assert.Equal("dnssec-invalid", Assert.Single((await destination.CountedAsync()).Failures).ResultType);
    }

    [Fact]
    public async Task Proven_records_without_a_usable_one_ask_for_TLS_with_any_certificate()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.PublishTlsa("1 1 1 " + new string('A', 64));
        Assert.Equal(DeliveryOutcome.Deferred, (await destination.SendAsync()).Outcome);
        destination.Certify("whatever.example");
        var result = await destination.SendAsync();
        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        Assert.StartsWith("DANE without a usable record: Tls", result.Tls, StringComparison.Ordinal);
        Assert.Contains("5.7.30", (await destination.SendAsync(requireTls: true)).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_that_fails_gives_way_to_the_next_that_does_not()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.CertifyPrivately();
        destination.PublishTlsa("3 1 1 " + new string('0', 64));
        destination.Dns.Add(SecureDestination.Domain, "MX", "20 mx2.example.net").Add("mx2.example.net", "A", "127.0.0.1");
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server, "mx2.example.net");
        var result = await destination.SendAsync();
        Assert.Equal((DeliveryOutcome.Delivered, "mx2.example.net"), (result.Outcome, result.RemoteHost));
    }

    [Fact]
    public async Task Records_of_the_hosts_real_name_count_before_those_of_its_alias()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.CertifyPrivately();
        destination.Dns.Remove(SecureDestination.Host);
        destination.Dns.Add(SecureDestination.Host, "CNAME", "real.example.org").Add("real.example.org", "A", "127.0.0.1");
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        Assert.StartsWith("DANE: Tls", (await destination.SendAsync()).Tls, StringComparison.Ordinal);
        Assert.Equal([SecureDestination.Host], destination.Server.TlsNames);
    }

    [Fact]
    public async Task A_flood_of_records_does_not_hide_the_good_one_nor_cost_much()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.CertifyPrivately();
        for (var i = 0; i < 500; i++) destination.PublishTlsa($"3 0 0 {i:X8}");
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        Assert.Equal(DeliveryOutcome.Delivered, (await destination.SendAsync()).Outcome);
    }

    [Fact]
    public async Task An_enforced_policy_does_not_override_the_records()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.Publish("enforce");
        destination.Certify();
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        var result = await destination.SendAsync();
        Assert.Equal((DeliveryOutcome.Deferred, "DANE"), (result.Outcome, result.Tls));
    }
}
