using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Smtp.Tests.Client;

public sealed class EnvelopeParameterTests
{
    private const string Content = "Subject: x\r\n\r\nHello\r\n";

    [Fact]
    public async Task Parameters_are_said_to_servers_that_know_them()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        var envelope = new Envelope
        {
            ReversePath = "s@example.org",
            Body = BodyType.EightBitMime,
            EnvelopeId = "a+b=c d",
            Return = DsnReturn.Headers,
            Recipients =
            [
                new EnvelopeRecipient { Address = "a@example.net", Notify = DsnNotify.Success | DsnNotify.Delay, OriginalRecipient = "rfc822;x+y@example.com" },
                new EnvelopeRecipient { Address = "b@example.net", Notify = DsnNotify.Never },
            ],
        };
        var result = await client.SendAsync(envelope, Content);
        Assert.True(result.NotifiesRelayed);
        Assert.Equal("MAIL FROM:<s@example.org> SIZE=21 BODY=8BITMIME RET=HDRS ENVID=a+2Bb+3Dc+20d", server.Messages[0].MailFrom);
        Assert.Equal(["RCPT TO:<a@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;x+2By@example.com", "RCPT TO:<b@example.net> NOTIFY=NEVER"], server.Messages[0].RcptTo);
    }

    [Fact]
    public async Task Servers_without_extensions_are_told_only_the_addresses()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = [];
        await using var client = await ClientUnderTest.StartAsync(server);
        var envelope = new Envelope
        {
            ReversePath = "",
            Body = BodyType.EightBitMime,
            SmtpUtf8 = true,
            EnvelopeId = "id",
            Return = DsnReturn.Full,
            Recipients = [new EnvelopeRecipient { Address = "a@bücher.example", Notify = DsnNotify.Success }],
        };
        Assert.False((await client.SendAsync(envelope, Content)).NotifiesRelayed);
        Assert.Equal("MAIL FROM:<>", server.Messages[0].MailFrom);
        Assert.Equal(["RCPT TO:<a@xn--bcher-kva.example>"], server.Messages[0].RcptTo);
    }

    [Fact]
    public async Task Addresses_in_other_letters_are_said_to_servers_with_SMTPUTF8()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(ClientUnderTest.From("送信@example.org", "受信@例え.example"), Content)).Recipients[0].Outcome);
        Assert.Equal("MAIL FROM:<送信@example.org> SIZE=21 SMTPUTF8", server.Messages[0].MailFrom);
        Assert.Equal(["RCPT TO:<受信@例え.example>"], server.Messages[0].RcptTo);
    }

    [Theory]
    [InlineData("送信@example.org", "a@example.net", Content)]
    [InlineData("s@example.org", "受信@example.net", Content)]
    [InlineData("s@example.org", "a@example.net", "Subject: h\u00e9\r\n\r\nHello\r\n")]
    public async Task Without_SMTPUTF8_such_messages_fail(string sender, string recipient, string content)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["8BITMIME"];
        await using var client = await ClientUnderTest.StartAsync(server);
        var result = await client.SendAsync(ClientUnderTest.From(sender, recipient) with { SmtpUtf8 = true }, content);
        Assert.Equal((SmtpOutcome.Failed, SmtpProblem.Unsupported, "5.6.7"), (result.Recipients[0].Outcome, result.Recipients[0].Problem, result.Recipients[0].Reply.Enhanced.ToString()));
        Assert.Equal(["EHLO client.example"], server.Commands);
        Assert.True(client.Connection.IsReusable);
    }

    [Fact]
    public async Task A_message_larger_than_the_server_says_is_not_sent_and_one_of_that_size_is()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["SIZE 21"];
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(ClientUnderTest.From("", "a@example.net"), Content)).Recipients[0].Outcome);
        var result = await client.SendAsync(ClientUnderTest.From("", "a@example.net"), Content + "x");
        Assert.Equal((SmtpOutcome.Failed, "5.3.4"), (result.Recipients[0].Outcome, result.Recipients[0].Reply.Enhanced.ToString()));
    }

    [Theory]
    [InlineData("a@example.net>\r\nRCPT TO:<b@example.net")]
    [InlineData("a@example.net\n")]
    [InlineData("a@example.net> NOTIFY=NEVER")]
    [InlineData("<a@example.net>")]
    [InlineData("a b@example.net")]
    [InlineData("\"a@example.net")]
    [InlineData("a\0@example.net")]
    [InlineData("a\u0085@example.net")]
    [InlineData("")]
    public async Task An_address_cannot_carry_commands(string address)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        var result = await client.SendAsync(ClientUnderTest.From("s@example.org", address), Content);
        Assert.Equal((SmtpOutcome.Failed, SmtpProblem.BadMessage), (result.Recipients[0].Outcome, result.Recipients[0].Problem));
        Assert.Equal(["EHLO client.example"], server.Commands);
    }

    [Fact]
    public async Task A_quoted_local_part_is_said_as_it_is()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        await client.SendAsync(ClientUnderTest.From("s@example.org", "\"a <b> \\\" c\"@example.net"), Content);
        Assert.Equal(["RCPT TO:<\"a <b> \\\" c\"@example.net>"], server.Messages[0].RcptTo);
    }

    [Fact]
    public async Task An_address_of_512_characters_is_said_and_a_longer_one_is_not()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(ClientUnderTest.From("", new string('a', 510) + "@b"), Content)).Recipients[0].Outcome);
        Assert.Equal(SmtpProblem.BadMessage, (await client.SendAsync(ClientUnderTest.From("", new string('a', 511) + "@b"), Content)).Recipients[0].Problem);
    }

    [Fact]
    public async Task A_message_that_requires_TLS_goes_only_over_verified_TLS_to_a_server_that_promises_it()
    {
        using var certificates = new TestCertificates();
        await using var server = ScriptedSmtpServer.Start();
        server.Certificate = certificates.ForServer("127.0.0.1");
        var envelope = ClientUnderTest.From("s@example.org", "a@example.net") with { RequireTls = true };
        foreach (var (tls, offered, sent) in new[] { (SmtpClientTls.Opportunistic, true, false), (SmtpClientTls.Verified, false, false), (SmtpClientTls.Verified, true, true) })
        {
            server.Extensions = offered ? ["REQUIRETLS"] : [];
            await using var client = await ClientUnderTest.StartAsync(server, options => options with { Tls = tls, TrustedRoots = certificates.Roots });
            var result = await client.SendAsync(envelope, Content);
            Assert.Equal(sent ? (SmtpOutcome.Delivered, "2.0.0") : (SmtpOutcome.Failed, "5.7.30"), (result.Recipients[0].Outcome, result.Recipients[0].Reply.Enhanced.ToString()));
        }

        Assert.Equal("MAIL FROM:<s@example.org> REQUIRETLS", Assert.Single(server.Messages).MailFrom);
    }
}
