using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Smtp.Tests.Client;

public sealed class SessionStartTests
{
    [Fact]
    public async Task The_extensions_of_the_server_are_known_after_the_start()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["PIPELINING", "size 1000", "8BITMIME", "CHUNKING", "BINARYMIME", "SMTPUTF8", "DSN", "REQUIRETLS", "LIMITS RCPTMAX=20 MAILMAX=5", "X-UNKNOWN a b", ""];
        await using var client = await ClientUnderTest.StartAsync(server);
        var offered = client.Connection.Server;
        Assert.True(offered.Pipelining && offered.EightBitMime && offered.Chunking && offered.BinaryMime && offered.SmtpUtf8 && offered.Dsn && offered.RequireTls && offered.Size);
        Assert.Equal((1000, 20, 5, "sink.example"), (offered.MaxMessageBytes, offered.MaxRecipients, offered.MaxTransactions, offered.ServerName));
        Assert.True(client.Connection.IsReusable);
    }

    [Theory]
    [InlineData("554 5.3.2 No mail here", SmtpOutcome.Failed)]
    [InlineData("421 4.3.2 Later", SmtpOutcome.Deferred)]
    [InlineData("450 Later", SmtpOutcome.Deferred)]
    public async Task A_greeting_that_refuses_ends_the_session(string greeting, SmtpOutcome expected)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command == "(greeting)" ? greeting : null;
        await using var client = await ClientUnderTest.ConnectAsync(server);
        var failure = await client.StartAsync();
        Assert.Equal((SmtpStage.Greeting, expected, greeting), (failure!.Stage, failure.Outcome, failure.Reply.ToString()));
        Assert.False(client.Connection.IsReusable);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("250 Not a greeting")]
    [InlineData("22")]
    [InlineData("199 no such class")]
    [InlineData("600 no such class")]
    [InlineData("220_no separator")]
    public async Task A_greeting_that_is_none_defers(string greeting)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command == "(greeting)" ? greeting : null;
        await using var client = await ClientUnderTest.ConnectAsync(server);
        var failure = await client.StartAsync();
        Assert.Equal((SmtpStage.Greeting, SmtpProblem.ProtocolError, SmtpOutcome.Deferred), (failure!.Stage, failure.Problem, failure.Outcome));
    }

    [Fact]
    public async Task A_server_that_knows_only_HELO_is_greeted_so()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("EHLO", StringComparison.Ordinal) ? "500 What?" : null;
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Equal(["EHLO client.example", "HELO client.example"], server.Commands);
        Assert.Equal((false, "sink.example"), (client.Connection.Server.Pipelining, client.Connection.Server.ServerName));
    }

    [Fact]
    public async Task LMTP_says_LHLO_and_knows_no_older_greeting()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("LHLO", StringComparison.Ordinal) ? "500 What?" : null;
        await using var client = await ClientUnderTest.ConnectAsync(server, options => options with { Lmtp = true });
        Assert.Equal(SmtpStage.Hello, (await client.StartAsync())!.Stage);
        Assert.Equal(["LHLO client.example"], server.Commands);
    }

    [Fact]
    public async Task STARTTLS_is_used_where_offered_whatever_the_certificate()
    {
        using var certificates = new TestCertificates();
        await using var server = ScriptedSmtpServer.Start();
        server.Certificate = certificates.ForServer("another.example");
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Contains("Tls", client.Connection.Tls, StringComparison.Ordinal);
        Assert.Equal(["EHLO client.example", "STARTTLS", "EHLO client.example"], server.Commands);
        Assert.False(client.Connection.Server.StartTls);
    }

    [Theory]
    [InlineData(SmtpClientTls.None, false)]
    [InlineData(SmtpClientTls.Opportunistic, false)]
    [InlineData(SmtpClientTls.Required, true)]
    [InlineData(SmtpClientTls.Verified, true)]
    public async Task Without_STARTTLS_only_those_who_do_not_require_it_go_on(SmtpClientTls tls, bool fails)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.ConnectAsync(server, options => options with { Tls = tls });
        var failure = await client.StartAsync();
        Assert.Equal(fails ? SmtpProblem.TlsUnavailable : null, failure?.Problem);
        if (fails) Assert.Equal(SmtpOutcome.Deferred, failure!.Outcome);
    }

    [Theory]
    [InlineData(SmtpClientTls.Opportunistic, false)]
    [InlineData(SmtpClientTls.Required, true)]
    public async Task A_refused_STARTTLS_counts_as_none(SmtpClientTls tls, bool fails)
    {
        using var certificates = new TestCertificates();
        await using var server = ScriptedSmtpServer.Start();
        server.Certificate = certificates.ForServer("127.0.0.1");
        server.Reply = command => command == "STARTTLS" ? "454 4.7.0 Not now" : null;
        await using var client = await ClientUnderTest.ConnectAsync(server, options => options with { Tls = tls });
        Assert.Equal(fails ? SmtpProblem.TlsUnavailable : null, (await client.StartAsync())?.Problem);
    }

    [Theory]
    [InlineData("127.0.0.1", true, true)]
    [InlineData("another.example", true, false)]
    [InlineData("127.0.0.1", false, false)]
    public async Task A_verified_session_needs_the_right_name_from_a_trusted_authority(string name, bool trusted, bool succeeds)
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        await using var server = ScriptedSmtpServer.Start();
        server.Certificate = certificates.ForServer(name);
        await using var client = await ClientUnderTest.ConnectAsync(
            server, options => options with { Tls = SmtpClientTls.Verified, TrustedRoots = trusted ? certificates.Roots : others.Roots });
        var failure = await client.StartAsync();
        Assert.Equal(succeeds ? null : SmtpProblem.TlsFailed, failure?.Problem);
        Assert.Equal(succeeds, client.Connection.IsReusable);
    }

    [Fact]
    public async Task Replies_put_in_before_TLS_begins_end_the_session()
    {
        using var certificates = new TestCertificates();
        await using var server = ScriptedSmtpServer.Start();
        server.Certificate = certificates.ForServer("127.0.0.1");
        server.Reply = command => command == "STARTTLS" ? "220 Go ahead\r\n250 injected" : null;
        await using var client = await ClientUnderTest.ConnectAsync(server);
        var failure = await client.StartAsync();
        Assert.Equal((SmtpStage.StartTls, SmtpProblem.TlsFailed), (failure!.Stage, failure.Problem));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_the_time_for_the_greeting()
    {
        var clock = new ManualTimeProvider();
        var accepted = new TaskCompletionSource();
        await using var server = ScriptedSmtpServer.Start();
        server.Script = session =>
        {
            accepted.SetResult();
            return session.HangAsync();
        };
        await using var client = await ClientUnderTest.ConnectAsync(server, clock: clock);
        var start = client.StartAsync();
        await accepted.Task.WaitAsync(TimeSpan.FromMinutes(2));
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False(start.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var failure = await start;
        Assert.Equal((SmtpProblem.TimedOut, SmtpOutcome.Deferred), (failure!.Problem, failure.Outcome));
    }

    [Fact]
    public async Task A_server_that_drips_its_reply_has_no_more_time_than_one_that_says_nothing()
    {
        var clock = new ManualTimeProvider();
        var dripped = new SemaphoreSlim(0);
        var next = new SemaphoreSlim(0);
        await using var server = ScriptedSmtpServer.Start();
        server.Script = async session =>
        {
            foreach (var character in "220-and so on")
            {
                await session.SendAsync(character.ToString());
                dripped.Release();
                await next.WaitAsync(session.Stop);
            }
        };
        await using var client = await ClientUnderTest.ConnectAsync(server, clock: clock);
        var start = client.StartAsync();
        for (var minute = 0; minute < 5; minute++)
        {
            Assert.True(await dripped.WaitAsync(TimeSpan.FromMinutes(2)));
            Assert.False(start.IsCompleted);
            clock.Advance(TimeSpan.FromMinutes(1));
            next.Release();
        }

        Assert.Equal(SmtpProblem.TimedOut, (await start)!.Problem);
    }

    [Fact]
    public async Task The_caller_can_end_the_wait()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Script = session => session.HangAsync();
        await using var client = await ClientUnderTest.ConnectAsync(server);
        using var cancellation = new CancellationTokenSource();
        var start = client.Connection.StartAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }
}
