using System.Text;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Smtp.Tests.Client;

public sealed class TransactionTests
{
    private const string Content = "Subject: x\r\n\r\nHello\r\n";

    private static readonly Envelope ToAandB = ClientUnderTest.From("s@example.org", "a@example.net", "b@example.net");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_arrives_byte_for_byte(bool pipelining)
    {
        await using var server = ScriptedSmtpServer.Start();
        if (!pipelining) server.Extensions = [];
        await using var client = await ClientUnderTest.StartAsync(server);
        var content = "Subject: x\r\n\r\n.\r\n..two\r\n.dot\r\nmiddle.dot\r\n" + new string('y', 200_000) + "\r\n";
        var result = await client.SendAsync(ToAandB, content);
        Assert.All(result.Recipients, one => Assert.Equal((SmtpOutcome.Delivered, "250 2.0.0 Taken"), (one.Outcome, one.Reply.ToString())));
        var message = Assert.Single(server.Messages);
        Assert.Equal(content, Encoding.Latin1.GetString(message.Content));
        Assert.Equal(2, message.RcptTo.Count);
        Assert.True(client.Connection.IsReusable);
    }

    [Fact]
    public async Task Commands_are_pipelined_only_where_offered()
    {
        await using var server = ScriptedSmtpServer.Start();
        var first = new TaskCompletionSource<int>();
        server.Script = async session =>
        {
            await session.SendAsync("220 x\r\n");
            await session.ReadLineAsync();
            await session.SendAsync("250-x\r\n250 PIPELINING\r\n");

            // All four commands come before any reply.
            foreach (var verb in new[] { "MAIL", "RCPT", "RCPT", "DATA" }) Assert.StartsWith(verb, await session.ReadLineAsync(), StringComparison.Ordinal);
            await session.SendAsync("250 a\r\n250 b\r\n550 c\r\n354 d\r\n");
            first.SetResult((await session.ReadDataAsync())!.Length);
            await session.SendAsync("250 e\r\n");
            await session.HangAsync();
        };
        await using var client = await ClientUnderTest.StartAsync(server);
        var result = await client.SendAsync(ToAandB, Content);
        Assert.Equal([SmtpOutcome.Delivered, SmtpOutcome.Failed], result.Recipients.Select(one => one.Outcome));
        Assert.Equal(Content.Length, await first.Task);
    }

    [Fact]
    public async Task Hundreds_of_recipients_are_said_in_batches()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        var result = await client.SendAsync(ClientUnderTest.From("s@example.org", [.. Enumerable.Range(0, 500).Select(i => $"r{i}@example.net")]), Content);
        Assert.Equal(500, result.Recipients.Count(one => one.Outcome == SmtpOutcome.Delivered));
        Assert.Equal(500, Assert.Single(server.Messages).RcptTo.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_is_used_for_many_messages_also_after_refusals(bool pipelining)
    {
        await using var server = ScriptedSmtpServer.Start();
        if (!pipelining) server.Extensions = [];
        server.Reply = command => command.Contains("<bad", StringComparison.Ordinal) ? "550 5.1.1 No" : null;
        await using var client = await ClientUnderTest.StartAsync(server);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(ToAandB, Content)).Recipients[0].Outcome);
            Assert.Equal(SmtpOutcome.Failed, (await client.SendAsync(ClientUnderTest.From("bad@example.org", "a@example.net"), Content)).Recipients[0].Outcome);
            Assert.Equal(SmtpOutcome.Failed, (await client.SendAsync(ClientUnderTest.From("s@example.org", "bad@example.net"), Content)).Recipients[0].Outcome);
        }

        Assert.Equal((1, 3, 9), (server.Sessions, server.Messages.Count, client.Connection.Transactions));
        Assert.Equal(2, server.Commands.Count(command => command == "RSET"));
        await client.Connection.QuitAsync();
        Assert.Equal("QUIT", server.Commands[^1]);
    }

    [Fact]
    public async Task A_session_ends_at_the_servers_own_limit_of_transactions()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["LIMITS MAILMAX=2"];
        await using var client = await ClientUnderTest.StartAsync(server);
        await client.SendAsync(ToAandB, Content);
        Assert.True(client.Connection.IsReusable);
        await client.SendAsync(ToAandB, Content);
        Assert.False(client.Connection.IsReusable);
    }

    [Theory]
    [InlineData("MAIL", "450 4.7.1 Later", SmtpStage.Mail, SmtpOutcome.Deferred, true)]
    [InlineData("MAIL", "550 5.7.1 Never", SmtpStage.Mail, SmtpOutcome.Failed, true)]
    [InlineData("RCPT", "450 4.7.1 Later", SmtpStage.Recipient, SmtpOutcome.Deferred, true)]
    [InlineData("RCPT", "550 5.1.1 Never", SmtpStage.Recipient, SmtpOutcome.Failed, true)]
    [InlineData("RCPT", "552 Too many recipients", SmtpStage.Recipient, SmtpOutcome.Deferred, true)]
    [InlineData("RCPT", "552 5.2.2 Mailbox full", SmtpStage.Recipient, SmtpOutcome.Failed, true)]
    [InlineData("DATA", "450 4.7.1 Later", SmtpStage.Data, SmtpOutcome.Deferred, true)]
    [InlineData("DATA", "554 5.7.1 Never", SmtpStage.Data, SmtpOutcome.Failed, true)]
    [InlineData("(content)", "450 4.7.1 Later", SmtpStage.EndOfData, SmtpOutcome.Deferred, true)]
    [InlineData("(content)", "554 5.7.1 Never", SmtpStage.EndOfData, SmtpOutcome.Failed, true)]
    [InlineData("MAIL", "421 4.3.2 Closing", SmtpStage.Mail, SmtpOutcome.Deferred, false)]
    [InlineData("RCPT", "421 4.3.2 Closing", SmtpStage.Recipient, SmtpOutcome.Deferred, false)]
    [InlineData("(content)", "421 4.3.2 Closing", SmtpStage.EndOfData, SmtpOutcome.Deferred, false)]
    [InlineData("MAIL", "garbage", SmtpStage.Mail, SmtpOutcome.Deferred, false)]
    [InlineData("RCPT", "garbage", SmtpStage.Recipient, SmtpOutcome.Deferred, false)]
    [InlineData("DATA", "250 Ok?", SmtpStage.Data, SmtpOutcome.Deferred, false)]
    [InlineData("(content)", "garbage", SmtpStage.EndOfData, SmtpOutcome.Deferred, false)]
    [InlineData("(content)", "354 more?", SmtpStage.EndOfData, SmtpOutcome.Deferred, false)]
    [InlineData("MAIL", "354 what?", SmtpStage.Mail, SmtpOutcome.Deferred, false)]
    [InlineData("MAIL", "CLOSE", SmtpStage.Mail, SmtpOutcome.Deferred, false)]
    [InlineData("RCPT", "CLOSE", SmtpStage.Recipient, SmtpOutcome.Deferred, false)]
    [InlineData("(content)", "CLOSE", SmtpStage.EndOfData, SmtpOutcome.Deferred, false)]
    public async Task Every_end_at_every_stage_is_a_result(string at, string reply, SmtpStage stage, SmtpOutcome outcome, bool reusable)
    {
        foreach (var pipelining in new[] { true, false })
        {
            await using var server = ScriptedSmtpServer.Start();
            if (!pipelining) server.Extensions = [];
            server.Reply = command => command.StartsWith(at, StringComparison.Ordinal) ? reply : null;
            await using var client = await ClientUnderTest.StartAsync(server);
            var result = await client.SendAsync(ToAandB, Content);
            Assert.Equal(2, result.Recipients.Count);
            Assert.All(result.Recipients, one => Assert.Equal((stage, outcome), (one.Stage, one.Outcome)));
            Assert.Equal(reusable, client.Connection.IsReusable);
            if (reusable) Assert.Equal(reply, result.Recipients[0].Reply.ToString());
        }
    }

    [Theory]
    [InlineData("MAIL", 5)]
    [InlineData("RCPT", 5)]
    [InlineData("DATA", 2)]
    [InlineData("(content)", 10)]
    public async Task A_server_that_falls_silent_is_left_after_the_time_for_that_command(string at, int minutes)
    {
        var clock = new ManualTimeProvider();
        var silent = new TaskCompletionSource();
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = [];
        server.Reply = command =>
        {
            if (!command.StartsWith(at, StringComparison.Ordinal)) return null;
            silent.TrySetResult();
            return at == "DATA" ? "354" : "";
        };
        if (at == "DATA")
            server.Reply = command =>
            {
                if (command != "DATA") return null;
                silent.TrySetResult();
                return "";
            };
        await using var client = await ClientUnderTest.StartAsync(server, clock: clock);
        var sending = client.SendAsync(ToAandB, Content);
        await silent.Task.WaitAsync(TimeSpan.FromMinutes(2));
        clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);
        // The client may begin to wait only after the first step of the clock: then its time ends up to as much later.
        for (var later = 0; later < minutes * 60 && !sending.IsCompleted; later += 10)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        Assert.All((await sending).Recipients, one => Assert.Equal((SmtpProblem.TimedOut, SmtpOutcome.Deferred), (one.Problem, one.Outcome)));
        Assert.False(client.Connection.IsReusable);
    }

    [Fact]
    public async Task A_server_that_stops_reading_is_left_after_the_time_for_a_block()
    {
        var clock = new ManualTimeProvider();
        var stuck = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = ScriptedSmtpServer.Start();
        server.Script = async session =>
        {
            await session.SendAsync("220 x\r\n");
            await session.ReadLineAsync();
            await session.SendAsync("250 x\r\n");
            foreach (var reply in new[] { "250 a\r\n", "250 b\r\n", "250 c\r\n", "354 d\r\n" })
            {
                await session.ReadLineAsync();
                await session.SendAsync(reply);
            }

            stuck.SetResult();
            await release.Task.WaitAsync(session.Stop);
        };
        await using var client = await ClientUnderTest.StartAsync(server, clock: clock);
        var sending = client.SendAsync(ToAandB, new MemoryContent(new byte[64 * 1024 * 1024].Select(_ => (byte)'x').ToArray()));
        await stuck.Task.WaitAsync(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 100 && !sending.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(3));
            await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        Assert.All((await sending).Recipients, one => Assert.Equal((SmtpProblem.TimedOut, SmtpStage.Data), (one.Problem, one.Stage)));
        release.SetResult();
    }

    [Fact]
    public async Task A_server_that_closes_in_the_middle_of_the_content_defers_and_its_last_words_count()
    {
        foreach (var words in new[] { "", "552 5.3.4 Too large\r\n" })
        {
            await using var server = ScriptedSmtpServer.Start();
            server.Script = async session =>
            {
                await session.SendAsync("220 x\r\n");
                await session.ReadLineAsync();
                await session.SendAsync("250-x\r\n250 PIPELINING\r\n");
                for (var i = 0; i < 4; i++) await session.ReadLineAsync();
                await session.SendAsync("250 a\r\n250 b\r\n250 c\r\n354 d\r\n");
                await session.ReadBytesAsync(100_000);
                await session.SendAsync(words);
                session.Close();
            };
            await using var client = await ClientUnderTest.StartAsync(server);
            var result = await client.SendAsync(ToAandB, new string('x', 50_000_000));
            Assert.All(result.Recipients, one => Assert.Equal(SmtpStage.Data, one.Stage));

            // Whether the words arrive before the reset is the network's choice; without them the message stays.
            Assert.All(result.Recipients, one => Assert.Contains(one.Reply.Code, words.Length > 0 ? new[] { 451, 552 } : [451]));
            Assert.False(client.Connection.IsReusable);
        }
    }

    [Fact]
    public async Task When_nobody_is_accepted_no_content_is_sent()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 No" : command == "DATA" ? "354 Go on anyway" : command == "(content)" ? "554 No recipients" : null;
        await using var client = await ClientUnderTest.StartAsync(server);
        var result = await client.SendAsync(ToAandB, Content);
        Assert.All(result.Recipients, one => Assert.Equal(SmtpOutcome.Failed, one.Outcome));
        Assert.Empty(server.Messages);
        Assert.True(client.Connection.IsReusable);
    }

    [Fact]
    public async Task A_server_that_refuses_the_sender_but_takes_recipients_gets_no_content_and_no_empty_message()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("MAIL", StringComparison.Ordinal) ? "550 5.7.1 No" : command.StartsWith("RCPT", StringComparison.Ordinal) ? "250 Ok" : command == "DATA" ? "354 Go on" : null;
        await using var client = await ClientUnderTest.StartAsync(server);
        var result = await client.SendAsync(ToAandB, Content);
        Assert.All(result.Recipients, one => Assert.Equal((SmtpStage.Mail, SmtpOutcome.Failed), (one.Stage, one.Outcome)));
        Assert.False(client.Connection.IsReusable);
        await client.DisposeAsync();
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task With_LMTP_every_recipient_has_a_reply_of_its_own()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Lmtp = true;
        server.Reply = command => command == "(content) RCPT TO:<b@example.net>" ? "552 5.2.2 Full" : command == "(content) RCPT TO:<d@example.net>" ? "450 4.2.0 Later" : command == "RCPT TO:<c@example.net>" ? "550 5.1.1 No" : null;
        await using var client = await ClientUnderTest.StartAsync(server, options => options with { Lmtp = true });
        var result = await client.SendAsync(ClientUnderTest.From("s@example.org", "a@example.net", "b@example.net", "c@example.net", "d@example.net"), Content);
        Assert.Equal([SmtpOutcome.Delivered, SmtpOutcome.Failed, SmtpOutcome.Failed, SmtpOutcome.Deferred], result.Recipients.Select(one => one.Outcome));
        Assert.Equal([SmtpStage.EndOfData, SmtpStage.EndOfData, SmtpStage.Recipient, SmtpStage.EndOfData], result.Recipients.Select(one => one.Stage));
        Assert.True(client.Connection.IsReusable);
    }

    [Fact]
    public async Task An_LMTP_server_that_dies_between_its_replies_leaves_what_it_has_said()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Lmtp = true;
        server.Reply = command => command == "(content) RCPT TO:<b@example.net>" ? "CLOSE" : null;
        await using var client = await ClientUnderTest.StartAsync(server, options => options with { Lmtp = true });
        var result = await client.SendAsync(ToAandB, Content);
        Assert.Equal([SmtpOutcome.Delivered, SmtpOutcome.Deferred], result.Recipients.Select(one => one.Outcome));
    }

    [Fact]
    public async Task Unasked_replies_after_a_transaction_end_the_use_of_the_connection()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command == "(content)" ? "250 Ok\r\n421 Bye" : null;
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(ToAandB, Content)).Recipients[0].Outcome);
        Assert.False(client.Connection.IsReusable);
    }

    [Fact]
    public async Task Content_that_cannot_be_read_to_its_end_is_never_completed_at_the_server()
    {
        foreach (var length in new[] { 99_999, 100_001 })
        {
            await using var server = ScriptedSmtpServer.Start();
            await using var client = await ClientUnderTest.StartAsync(server);
            var result = await client.SendAsync(ToAandB, new WrongLength(length));
            Assert.All(result.Recipients, one => Assert.Equal((SmtpProblem.ContentUnavailable, SmtpOutcome.Deferred), (one.Problem, one.Outcome)));
            Assert.False(client.Connection.IsReusable);
            await client.DisposeAsync();
            Assert.Empty(server.Messages);
        }
    }

    private sealed class WrongLength(long length) : OutboundContent
    {
        public override long Length => length;

        public override ValueTask<Stream> OpenAsync(CancellationToken cancellation) => ValueTask.FromResult<Stream>(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 100_000))));
    }
}
