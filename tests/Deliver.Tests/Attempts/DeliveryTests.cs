using System.Text;
using Sekisho.Store.Queue;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;
using static Sekisho.Deliver.Tests.DeliverUnderTest;

namespace Sekisho.Deliver.Tests.Attempts;

public sealed class DeliveryTests
{
    [Fact]
    public async Task A_message_for_a_relay_arrives_and_is_settled()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, notice) = await deliver.DeliverAsync(Relay(server), recipients: ["a@example.net", "b@example.net"]);
        Assert.All(request.Results, result => Assert.Equal((DeliveryOutcome.Delivered, "250 2.0.0 Taken", "127.0.0.1"), (result.Outcome, result.Reply, result.RemoteHost)));
        Assert.Equal((false, null, 0), (request.DestinationDown, request.NoticeId, notice.Length));
        var message = Assert.Single(server.Messages);
        Assert.Equal(DeliverUnderTest.Message, Encoding.Latin1.GetString(message.Content));
        Assert.Contains("EHLO mail.test", server.Commands);
    }

    [Fact]
    public async Task A_large_message_is_read_from_the_store_while_it_is_sent()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var content = "Subject: large\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 998) + "\r\n", 2100));
        var (request, _) = await deliver.DeliverAsync(Relay(server), content);
        Assert.Equal(DeliveryOutcome.Delivered, request.Results[0].Outcome);
        Assert.Equal(content, Encoding.Latin1.GetString(server.Messages[0].Content));
        Assert.Equal(1, deliver.Store.ContentReads);
    }

    [Fact]
    public async Task Content_that_breaks_off_at_the_store_is_not_delivered_in_part()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { InlineContentBytes = 0 });
        deliver.Store.CutContentAt = 10;
        var (request, _) = await deliver.DeliverAsync(Relay(server));
        Assert.Equal((DeliveryOutcome.Deferred, false), (request.Results[0].Outcome, request.DestinationDown));
        deliver.Store.CutContentAt = int.MaxValue;
        await deliver.DeliverAsync(Relay(server));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task When_the_first_exchange_is_gone_the_next_takes_it()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await StartForMxAsync(server);
        deliver.Dns.Add("example.net", "MX", "10 gone.example.net").Add("gone.example.net", "A", "127.0.0.9");
        deliver.Dns.Add("example.net", "MX", "20 mx.example.net").Add("mx.example.net", "A", "127.0.0.1");
        var (request, _) = await deliver.DeliverAsync(Mx("example.net"));
        Assert.Equal((DeliveryOutcome.Delivered, "mx.example.net"), (request.Results[0].Outcome, request.Results[0].RemoteHost));
    }

    [Fact]
    public async Task All_addresses_of_a_host_are_tried()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await StartForMxAsync(server);
        deliver.Dns.Add("example.net", "MX", "10 mx.example.net").Add("mx.example.net", "A", "127.0.0.9").Add("mx.example.net", "A", "127.0.0.1");
        Assert.Equal(DeliveryOutcome.Delivered, (await deliver.DeliverAsync(Mx("example.net"))).Request.Results[0].Outcome);
    }

    [Theory]
    [InlineData("(greeting)", "450 4.3.2 Later", true)]
    [InlineData("(greeting)", "554 5.3.2 No mail here", true)]
    [InlineData("EHLO", "421 4.3.2 Later", true)]
    [InlineData("MAIL", "450 4.7.1 Later", true)]
    [InlineData("RCPT", "450 4.7.1 Later", true)]
    [InlineData("RCPT", "550 5.1.1 No", false)]
    [InlineData("DATA", "450 4.7.1 Later", true)]
    [InlineData("MAIL", "CLOSE", true)]
    [InlineData("(content)", "450 4.7.1 Later", false)]
    [InlineData("(content)", "CLOSE", false)]
    [InlineData("(greeting)", "garbage", true)]
    public async Task Before_the_content_is_judged_the_next_exchange_is_tried_and_not_after(string at, string reply, bool nextIsTried)
    {
        await using var first = ScriptedSmtpServer.Start();
        await using var deliver = await StartForMxAsync(first);
        first.Script = session => session.Number == 1 ? RefusingAsync(first, session, at, reply) : first.ServeAsync(session);
        deliver.Dns.Add("example.net", "MX", "10 a.example.net").Add("a.example.net", "A", "127.0.0.1");
        deliver.Dns.Add("example.net", "MX", "20 b.example.net").Add("b.example.net", "A", "127.0.0.1");
        var (request, _) = await deliver.DeliverAsync(Mx("example.net"));
        Assert.Equal(nextIsTried, request.Results[0] is { Outcome: DeliveryOutcome.Delivered, RemoteHost: "b.example.net" });
        Assert.Equal(nextIsTried ? 2 : 1, first.Sessions);
        Assert.False(request.DestinationDown);
    }

    [Fact]
    public async Task Only_recipients_that_are_still_open_go_to_the_next_exchange()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await StartForMxAsync(server);
        var later = true;
        server.Reply = command => command == "RCPT TO:<later@example.net>" && later ? "450 4.2.0 Later" : command == "RCPT TO:<never@example.net>" ? "550 5.1.1 No" : command == "(content)" ? Once(ref later) : null;
        deliver.Dns.Add("example.net", "MX", "10 a.example.net").Add("a.example.net", "A", "127.0.0.1");
        deliver.Dns.Add("example.net", "MX", "20 b.example.net").Add("b.example.net", "A", "127.0.0.1");
        var (request, _) = await deliver.DeliverAsync(Mx("example.net"), recipients: ["now@example.net", "later@example.net", "never@example.net"]);
        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Delivered, DeliveryOutcome.Failed], request.Results.Select(result => result.Outcome));
        Assert.Equal(["a.example.net", "b.example.net", "a.example.net"], request.Results.Select(result => result.RemoteHost));
        Assert.Equal(["RCPT TO:<now@example.net>", "RCPT TO:<later@example.net>"], server.Messages.SelectMany(message => message.RcptTo.Select(recipient => recipient.Split(' ', 3)[..2]).Select(words => string.Join(' ', words))));

        static string? Once(ref bool later)
        {
            later = false;
            return null;
        }
    }

    [Fact]
    public async Task A_destination_that_does_not_answer_is_reported_as_down()
    {
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(new Route(RouteKind.Relay, Nowhere.ToString()));
        Assert.Equal((DeliveryOutcome.Deferred, true, null), (request.Results[0].Outcome, request.DestinationDown, request.Results[0].RemoteHost));
        Assert.StartsWith("451 4.4.1 No connection to 127.0.0.1", request.Results[0].Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_that_cannot_be_looked_up_is_down_and_one_that_does_not_exist_fails()
    {
        await using var deliver = await DeliverUnderTest.StartAsync();
        deliver.Dns.Fail("failing.example", 2);
        var (down, _) = await deliver.DeliverAsync(Mx("failing.example"));
        Assert.Equal((DeliveryOutcome.Deferred, true), (down.Results[0].Outcome, down.DestinationDown));
        var (missing, _) = await deliver.DeliverAsync(Mx("missing.example"));
        Assert.Equal((DeliveryOutcome.Failed, false), (missing.Results[0].Outcome, missing.DestinationDown));
    }

    [Fact]
    public async Task A_loss_after_the_content_was_sent_is_tried_again_later_and_not_at_once()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command == "(content)" ? "CLOSE" : null;
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(Relay(server));
        Assert.Equal((DeliveryOutcome.Deferred, false, 1), (request.Results[0].Outcome, request.DestinationDown, server.Sessions));
        Assert.Contains("may have taken it", request.Results[0].Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_message_fails_without_a_further_try()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, notice) = await deliver.DeliverAsync(Relay(server), change: job => job with { Expired = true, LastReply = "450 4.2.0 Later" });
        Assert.Equal((DeliveryOutcome.Failed, 0), (request.Results[0].Outcome, server.Sessions));
        Assert.Contains("450 4.2.0 Later", request.Results[0].Reply, StringComparison.Ordinal);
        Assert.NotEmpty(notice);
    }

    [Fact]
    public async Task LMTP_relays_give_each_recipient_a_result()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Lmtp = true;
        server.Reply = command => command == "(content) RCPT TO:<b@example.net>" ? "552 5.2.2 Full" : null;
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(Relay(server, lmtp: true), recipients: ["a@example.net", "b@example.net"]);
        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Failed], request.Results.Select(result => result.Outcome));
        Assert.Contains("LHLO mail.test", server.Commands);
    }

    [Fact]
    public async Task More_recipients_than_a_transaction_takes_go_in_several()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(Relay(server), recipients: [.. Enumerable.Range(0, 250).Select(i => $"r{i}@example.net")]);
        Assert.Equal(250, request.Results.Count(result => result.Outcome == DeliveryOutcome.Delivered));
        Assert.Equal([100, 100, 50], server.Messages.Select(message => message.RcptTo.Count));
        Assert.Equal(1, server.Sessions);
    }

    [Fact]
    public async Task Recipients_refused_as_too_many_go_in_a_further_transaction()
    {
        await using var server = ScriptedSmtpServer.Start();
        var taken = 0;
        server.Reply = command => command.StartsWith("MAIL", StringComparison.Ordinal) ? Reset(ref taken) : command.StartsWith("RCPT", StringComparison.Ordinal) && Count(ref taken) > 6 ? "452 4.5.3 Too many" : null;
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(Relay(server), recipients: [.. Enumerable.Range(0, 8).Select(i => $"r{i}@example.net")]);
        Assert.All(request.Results, result => Assert.Equal(DeliveryOutcome.Delivered, result.Outcome));
        Assert.True(server.Messages.Count > 1);

        static string? Reset(ref int taken)
        {
            taken = 0;
            return null;
        }

        static int Count(ref int taken) => ++taken;
    }

    [Fact]
    public async Task The_servers_own_limit_of_recipients_is_kept()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["PIPELINING", "LIMITS RCPTMAX=3"];
        await using var deliver = await DeliverUnderTest.StartAsync();
        await deliver.DeliverAsync(Relay(server), recipients: [.. Enumerable.Range(0, 8).Select(i => $"r{i}@example.net")]);
        Assert.Equal([3, 3, 2], server.Messages.Select(message => message.RcptTo.Count));
    }

    [Fact]
    public async Task An_exchange_with_our_own_name_ends_the_circle()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Name = "MAIL.test";
        await using var deliver = await StartForMxAsync(server);
        deliver.Dns.Add("example.net", "MX", "10 mx.example.net").Add("mx.example.net", "A", "127.0.0.1");
        var (request, _) = await deliver.DeliverAsync(Mx("example.net"));
        Assert.Equal(DeliveryOutcome.Failed, request.Results[0].Outcome);
        Assert.Contains("5.4.6", request.Results[0].Reply, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task When_optional_TLS_fails_the_message_goes_in_clear_and_required_TLS_waits()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["STARTTLS"];
        server.Script = session => session.Number % 2 == 1 ? BrokenTlsAsync(session) : server.ServeAsync(session);
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (optional, _) = await deliver.DeliverAsync(Relay(server));
        Assert.Equal((DeliveryOutcome.Delivered, 2), (optional.Results[0].Outcome, server.Sessions));
        var (required, _) = await deliver.DeliverAsync(Relay(server, TlsPolicy.Required));
        Assert.Equal((DeliveryOutcome.Deferred, 3), (required.Results[0].Outcome, server.Sessions));
        Assert.Contains("4.7.5", required.Results[0].Reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", TlsPolicy.Verified, DeliveryOutcome.Delivered)]
    [InlineData("other.example", TlsPolicy.Verified, DeliveryOutcome.Deferred)]
    [InlineData("other.example", TlsPolicy.Required, DeliveryOutcome.Delivered)]
    [InlineData("other.example", TlsPolicy.Opportunistic, DeliveryOutcome.Delivered)]
    public async Task The_TLS_policy_of_the_route_is_kept(string name, TlsPolicy policy, DeliveryOutcome expected)
    {
        using var certificates = new TestCertificates();
        using var folder = new TemporaryFolder("roots");
        var roots = folder["roots.pem"];
        await File.WriteAllTextAsync(roots, certificates.Root.ExportCertificatePem());
        await using var server = ScriptedSmtpServer.Start();
        server.Certificate = certificates.ForServer(name);
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { TrustedCertificatesFile = roots });
        var (request, _) = await deliver.DeliverAsync(Relay(server, policy));
        Assert.Equal(expected, request.Results[0].Outcome);
        Assert.All(server.Messages, message => Assert.True(message.OverTls));
    }

    [Fact]
    public async Task A_message_that_requires_TLS_fails_where_the_exchanges_are_not_signed()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await StartForMxAsync(server);
        deliver.Dns.Add("example.net", "MX", "10 mx.example.net").Add("mx.example.net", "A", "127.0.0.1");
        var (request, _) = await deliver.DeliverAsync(Mx("example.net"), change: job => job with { Envelope = job.Envelope with { RequireTls = true } });
        Assert.Equal((DeliveryOutcome.Failed, 0), (request.Results[0].Outcome, server.Sessions));
        Assert.Contains("5.7.30", request.Results[0].Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relay_without_TLS_is_not_down_because_one_message_requires_it()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(Relay(server), change: job => job with { Envelope = job.Envelope with { RequireTls = true } });
        Assert.NotEqual(DeliveryOutcome.Delivered, request.Results[0].Outcome);
        Assert.False(request.DestinationDown);
    }

    [Fact]
    public async Task A_relay_whose_name_is_not_found_is_a_matter_of_time_not_of_the_message()
    {
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, _) = await deliver.DeliverAsync(new Route(RouteKind.Relay, "relay.missing.example:25"));
        Assert.Equal(DeliveryOutcome.Deferred, request.Results[0].Outcome);
        Assert.StartsWith("451 4.4.4", request.Results[0].Reply, StringComparison.Ordinal);
    }

    [ProgramFact("smtp-sink")]
    public async Task Two_hundred_messages_reach_a_real_server_over_few_connections()
    {
        var port = RunningProgram.FreePort();

        // It asks root for a user to become, and who is not root cannot become one.
        string[] user = Environment.UserName == "root" ? ["-u", "root"] : [];
        await using var sink = RunningProgram.Start("smtp-sink", [.. user, "-c", "-v", $"127.0.0.1:{port}", "100"]);
        await sink.WaitForPortAsync(port);
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { MaxConnectionsPerDestination = 5 });
        var ids = Enumerable.Range(0, 200).Select(i => deliver.Add(new Route(RouteKind.Relay, $"127.0.0.1:{port}", TlsPolicy.None), recipients: [$"r{i}@example.net"])).ToList();
        foreach (var id in ids) Assert.Equal(DeliveryOutcome.Delivered, (await deliver.Store.SettledAsync(id)).Request.Results[0].Outcome);
    }

    private static Task<DeliverUnderTest> StartForMxAsync(ScriptedSmtpServer server) => DeliverUnderTest.StartAsync(options => options with { MxPort = server.EndPoint.Port });

    private static async Task RefusingAsync(ScriptedSmtpServer server, SmtpTestSession session, string at, string reply)
    {
        await using var refusing = ScriptedSmtpServer.Start();
        refusing.Reply = command => command.StartsWith(at, StringComparison.Ordinal) ? reply : null;
        refusing.Name = server.Name;
        await refusing.ServeAsync(session);
    }

    private static async Task BrokenTlsAsync(SmtpTestSession session)
    {
        await session.SendAsync("220 x\r\n");
        await session.ReadLineAsync();
        await session.SendAsync("250-x\r\n250 STARTTLS\r\n");
        await session.ReadLineAsync();
        await session.SendAsync("220 Go ahead\r\n");
        await session.ReadBytesAsync(5);
        await session.SendAsync("this is no handshake\r\n");
    }
}
