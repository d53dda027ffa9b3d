using Sekisho.Store.Queue;
using Sekisho.Testing.Http;

namespace Sekisho.Deliver.Tests.Security;

public sealed class StsDeliveryTests
{
    [Fact]
    public async Task An_enforced_policy_that_is_met_is_delivered_to_over_verified_TLS()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce", "*.example.net");
        destination.Certify();
        var result = await destination.SendAsync();
        Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Reply);
        Assert.StartsWith("MTA-STS: Tls", result.Tls, StringComparison.Ordinal);
        var counted = await destination.CountedAsync();
        Assert.Equal(("sts", SecureDestination.Domain, 1, 0), (counted.PolicyType, counted.PolicyDomain, counted.Successful, counted.Failed));
        Assert.Equal(["*.example.net"], counted.MxHosts);
        Assert.Equal(["version: STSv1", "mode: enforce", "max_age: 86400", "mx: *.example.net"], counted.PolicyText);
    }

    [Theory]
    [InlineData("other.example", "certificate-host-mismatch")]
    [InlineData(null, "certificate-not-trusted")]
    [InlineData("", "starttls-not-supported")]
    public async Task An_enforced_policy_that_is_not_met_keeps_the_message_back(string? certificate, string failure)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce");
        if (certificate is null) destination.CertifyPrivately();
        else if (certificate.Length > 0) destination.Certify(certificate);
        var result = await destination.SendAsync();
        Assert.Equal((DeliveryOutcome.Deferred, "MTA-STS"), (result.Outcome, result.Tls));
        Assert.Contains("4.7", result.Reply, StringComparison.Ordinal);
        Assert.Empty(destination.Server.Messages);
        Assert.Equal(failure, Assert.Single((await destination.CountedAsync()).Failures).ResultType);
    }

    /// <summary>RFC 8461 §3.4: the smart host is the policy domain.</summary>
    [Theory]
    [InlineData("mx.example.net", SecureDestination.Host, DeliveryOutcome.Delivered)]
    [InlineData("mx.example.net", "other.example", DeliveryOutcome.Deferred)]
    [InlineData("mx.elsewhere.example", SecureDestination.Host, DeliveryOutcome.Deferred)]
    public async Task A_relay_is_kept_to_the_policy_under_its_own_name(string mx, string certificate, DeliveryOutcome outcome)
    {
        await using var destination = await SecureDestination.StartAsync(options => options with { TrustedCertificatesFile = options.PublicCertificatesFile }, policyDomain: SecureDestination.Host);
        destination.Publish("enforce", mx, domain: SecureDestination.Host);
        destination.Certify(certificate);
        var relay = new Route(RouteKind.Relay, FormattableString.Invariant($"{SecureDestination.Host}:{destination.Server.EndPoint.Port}"), TlsPolicy.Opportunistic);
        var result = (await destination.Deliver.DeliverAsync(relay)).Request.Results.Single();
        Assert.True(result.Outcome == outcome, result.Reply);
        Assert.StartsWith("MTA-STS", result.Tls, StringComparison.Ordinal);
        Assert.Equal(outcome == DeliveryOutcome.Delivered ? 1 : 0, destination.Server.Messages.Count);
        Assert.Empty(await destination.AllCountedAsync());
    }

    [Fact]
    public async Task An_exchange_that_the_policy_does_not_name_is_not_spoken_with()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce", "mx.elsewhere.example");
        destination.Certify();
        var result = await destination.SendAsync();
        Assert.Equal(DeliveryOutcome.Deferred, result.Outcome);
        Assert.Contains("does not name", result.Reply, StringComparison.Ordinal);
        Assert.Equal(0, destination.Server.Sessions);
        Assert.Equal("validation-failure", Assert.Single((await destination.CountedAsync()).Failures).ResultType);
    }

    [Theory]
    [InlineData("other.example", "mx.example.net", "certificate-host-mismatch")]
    [InlineData("mx.example.net", "mx.elsewhere.example", "validation-failure")]
    [InlineData("", "mx.example.net", "starttls-not-supported")]
    public async Task A_policy_on_trial_is_told_of_and_the_message_delivered(string certificate, string mx, string failure)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("testing", mx);
        if (certificate.Length > 0) destination.Certify(certificate);
        var result = await destination.SendAsync();
        Assert.Equal(DeliveryOutcome.Delivered, result.Outcome);
        Assert.StartsWith(certificate.Length > 0 ? "MTA-STS testing: Tls" : "MTA-STS testing: in clear", result.Tls, StringComparison.Ordinal);
        var counted = await destination.CountedAsync();
        Assert.Equal(("sts", 0, 1, failure), (counted.PolicyType, counted.Successful, counted.Failed, counted.Failures.Single().ResultType));
    }

    [Fact]
    public async Task A_policy_of_none_asks_for_nothing()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("none");
        destination.Certify("other.example");
        Assert.StartsWith("opportunistic TLS", (await destination.SendAsync()).Tls, StringComparison.Ordinal);
        Assert.Equal(("no-policy-found", 1), (await destination.CountedAsync()) is var counted ? (counted.PolicyType, counted.Successful) : default);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_had_leaves_TLS_optional_and_is_told_of()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce");
        destination.Https.Answer = _ => ScriptedHttpsServer.Text("503 Service Unavailable", "text/plain", "");
        var result = await destination.SendAsync();
        Assert.Equal("opportunistic TLS: in clear", result.Tls);
        var policies = Assert.Single(await destination.AllCountedAsync()).Policies;
        Assert.Equal(["no-policy-found starttls-not-supported", "sts sts-policy-fetch-error"], policies.Select(policy => $"{policy.PolicyType} {policy.Failures.Single().ResultType}").Order());
    }

    [Fact]
    public async Task A_domain_that_asks_for_no_reports_is_not_counted()
    {
        await using var destination = await SecureDestination.StartAsync(reports: false);
        destination.Certify();
        await destination.SendAsync();
        Assert.Empty(await destination.AllCountedAsync());
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        await using var destination = await SecureDestination.StartAsync(options => options with { MtaSts = false });
        destination.Publish("enforce");
        Assert.Equal(DeliveryOutcome.Delivered, (await destination.SendAsync()).Outcome);
        Assert.Equal(0, destination.Https.Connections);
    }
}
