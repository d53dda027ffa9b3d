using System.Text;
using Sekisho.Deliver.Security;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Tests.Security;

public sealed class RequireTlsTests
{
    private const string WaivingMessage = "Subject: x\r\nTLS-Required: No\r\n\r\ntext\r\n";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_message_that_requires_TLS_goes_where_the_exchange_is_proven_and_promises_it(bool signed, bool policy)
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = signed;
        if (policy) destination.Publish("enforce");
        destination.Certify();
        destination.Server.Extensions = ["REQUIRETLS"];
        var result = await destination.SendAsync(requireTls: true);
        Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Reply);
        Assert.Contains(destination.Server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal) && command.EndsWith(" REQUIRETLS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_of_a_verified_route_is_not_used_for_a_message_that_requires_more()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Certify();
        destination.Server.Extensions = ["REQUIRETLS"];
        Assert.Equal(DeliveryOutcome.Delivered, (await destination.SendAsync(route: TlsPolicy.Verified)).Outcome);
        Assert.Contains("5.7.30", (await destination.SendAsync(requireTls: true, route: TlsPolicy.Verified)).Reply, StringComparison.Ordinal);
        Assert.Single(destination.Server.Messages);
    }

    [Fact]
    public async Task TLSA_records_verify_as_well()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.CertifyPrivately();
        destination.PublishTlsa(3, 1, 1, destination.Chain.Server);
        destination.Server.Extensions = ["REQUIRETLS"];
        Assert.Equal(DeliveryOutcome.Delivered, (await destination.SendAsync(requireTls: true)).Outcome);
    }

    [Fact]
    public async Task A_server_that_does_not_promise_it_gets_nothing()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Dns.Authenticated = true;
        destination.Certify();
        var result = await destination.SendAsync(requireTls: true);
        Assert.Equal(DeliveryOutcome.Failed, result.Outcome);
        Assert.Contains("5.7.30", result.Reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("testing")]
    [InlineData("none")]
    [InlineData(null)]
    public async Task An_exchange_that_nothing_vouches_for_gets_nothing(string? mode)
    {
        await using var destination = await SecureDestination.StartAsync();
        if (mode is not null) destination.Publish(mode);
        destination.Certify();
        destination.Server.Extensions = ["REQUIRETLS"];
        var result = await destination.SendAsync(requireTls: true);
        Assert.Equal((DeliveryOutcome.Failed, 0), (result.Outcome, destination.Server.Sessions));
        Assert.Contains("5.7.30", result.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_waives_TLS_arrives_although_the_policy_is_broken_and_others_do_not()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce");
        destination.Certify("other.example");
        Assert.Equal(DeliveryOutcome.Deferred, (await destination.SendAsync()).Outcome);
        var result = await destination.SendAsync(content: WaivingMessage);
        Assert.True(result.Outcome == DeliveryOutcome.Delivered, result.Reply);
        Assert.StartsWith("policy waived by TLS-Required: No: Tls", result.Tls, StringComparison.Ordinal);
        // The session that it left open is not used for a message that waives nothing.
        Assert.Equal(DeliveryOutcome.Deferred, (await destination.SendAsync()).Outcome);
        Assert.Single(destination.Server.Messages);
    }

    [Fact]
    public async Task TLSA_records_are_waived_too_and_an_exchange_that_the_policy_does_not_name()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce", "mx.elsewhere.example");
        Assert.Equal(DeliveryOutcome.Delivered, (await destination.SendAsync(content: WaivingMessage)).Outcome);
        destination.Dns.Authenticated = true;
        await using var signed = await SecureDestination.StartAsync();
        signed.Dns.Authenticated = true;
        signed.PublishTlsa(3, 1, 1, signed.Chain.Server);
        Assert.Equal(DeliveryOutcome.Delivered, (await signed.SendAsync(content: WaivingMessage)).Outcome);
        Assert.Equal("policy waived by TLS-Required: No: in clear", (await signed.SendAsync(content: WaivingMessage)).Tls);
    }

    [Fact]
    public async Task REQUIRETLS_and_the_operators_route_are_not_waived()
    {
        await using var destination = await SecureDestination.StartAsync();
        destination.Publish("enforce");
        destination.Certify("other.example");
        Assert.NotEqual(DeliveryOutcome.Delivered, (await destination.SendAsync(requireTls: true, content: WaivingMessage)).Outcome);
        Assert.NotEqual(DeliveryOutcome.Delivered, (await destination.SendAsync(content: WaivingMessage, route: TlsPolicy.Verified)).Outcome);
        Assert.Empty(destination.Server.Messages);
    }

    [Theory]
    [InlineData("TLS-Required: No\r\n\r\n", true)]
    [InlineData("tls-required :\tno \r\nX: y\r\n\r\n", true)]
    [InlineData("A: b\nTLS-REQUIRED:NO\n\n", true)]
    [InlineData("TLS-Required: Yes\r\n\r\n", false)]
    [InlineData("TLS-Required: No\r\nTLS-Required: No\r\n\r\n", false)]
    [InlineData("TLS-Required: No way\r\n\r\n", false)]
    [InlineData("X-TLS-Required: No\r\n\r\n", false)]
    [InlineData("A: b\r\n TLS-Required: No\r\n\r\n", false)]
    [InlineData("A: b\r\n\r\nTLS-Required: No\r\n", false)]
    [InlineData("", false)]
    public void The_field_is_read_exactly(string message, bool waived) => Assert.Equal(waived, TlsWaiver.IsIn(Encoding.ASCII.GetBytes(message)));

    [Fact]
    public async Task The_field_is_looked_for_in_so_many_bytes_and_no_further()
    {
        var field = Encoding.ASCII.GetBytes("TLS-Required: No\r\n");
        foreach (var (before, expected) in new[] { (TlsWaiver.MaxHeaderBytes - field.Length, true), (TlsWaiver.MaxHeaderBytes, false) })
        {
            byte[] message = [.. Encoding.ASCII.GetBytes("X: " + new string('x', before - 5) + "\r\n"), .. field, 13, 10];
            Assert.Equal(expected, await TlsWaiver.IsInAsync(new MemoryContent(message), default));
        }
    }
}
