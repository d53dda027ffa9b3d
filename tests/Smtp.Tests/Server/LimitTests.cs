using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>Budgets, times and lines. The limits of one command are tested with the command.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task A_command_line_at_the_limit_is_read_and_one_byte_more_is_not()
    {
        await using var dialog = await Dialog.GreetedAsync();
        var limit = dialog.Options.Limits.MaxCommandLineBytes;
        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP " + new string('x', limit - 7)));
        Assert.Equal("500 5.5.2 Line too long", await dialog.AskAsync("NOOP " + new string('x', limit - 6)));
        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        // Only AUTH may be longer, not a word that begins like it.
        Assert.Equal("500 5.5.2 Line too long", await dialog.AskAsync("AUTHX" + new string('x', limit)));
    }

    [Fact]
    public async Task A_line_without_end_is_read_in_pieces_and_ends_the_session()
    {
        await using var dialog = await Dialog.GreetedAsync();
        var limit = dialog.Options.Limits.MaxDiscardedLineBytes;
        await dialog.SendAsync(new byte[limit].AsSpan().ToArray());
        await dialog.SendAsync("\r\n");
        Assert.Equal("500 5.5.2 Line too long", await dialog.ReadAsync());
        await dialog.SendAsync(new byte[limit + 1]);
        await dialog.CloseAsync();
        Assert.Equal(["500 5.5.2 Line too long"], await dialog.ReadToEndAsync());
        Assert.Equal(SessionEnd.LimitReached, await dialog.End);
    }

    [Theory]
    [InlineData("NOOP\n")]
    [InlineData("NO\rOP\r\n")]
    [InlineData("NOOP\r\r\n")]
    [InlineData("NOOP \0\r\n")]
    [InlineData("\n")]
    public async Task A_line_with_a_bare_line_end_or_a_nul_is_no_command_and_the_fourth_ends_the_session(string line)
    {
        await using var dialog = await Dialog.GreetedAsync();
        for (var i = 0; i < 3; i++)
        {
            await dialog.SendAsync(line);
            Assert.Equal("500 5.5.2 Line with a bare CR, a bare LF or a NUL", await dialog.ReadAsync());
        }

        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        await dialog.SendAsync(line);
        Assert.Equal("500 5.5.2 Line with a bare CR, a bare LF or a NUL", await dialog.ReadAsync());
        Assert.Equal("421 4.7.0 Too many errors", await dialog.ReadAsync());
    }

    [Fact]
    public async Task Twenty_errors_are_borne_and_one_more_is_not()
    {
        await using var dialog = await Dialog.GreetedAsync();
        for (var i = 0; i < 20; i++) Assert.Equal("500 5.5.1 Unknown command", await dialog.AskAsync("WHAT"));
        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        await dialog.SendAsync("WHAT\r\n");
        await dialog.CloseAsync();
        Assert.Equal(["500 5.5.1 Unknown command", "421 4.7.0 Too many errors"], await dialog.ReadToEndAsync());
        Assert.Equal(SessionEnd.LimitReached, await dialog.End);
    }

    [Fact]
    public async Task Commands_without_progress_are_counted_and_a_message_taken_counts_anew()
    {
        await using var dialog = await Dialog.GreetedAsync();
        for (var i = 0; i < 98; i++) Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        Assert.StartsWith("250", await dialog.AskAsync("."), StringComparison.Ordinal);
        for (var i = 0; i < 100; i++) Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("RSET"));
        Assert.Equal("421 4.7.0 Too many commands in this session", await dialog.AskAsync("NOOP"));
    }

    [Fact]
    public async Task Messages_of_one_session_are_counted()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxMessages = 2 }));
        for (var i = 0; i < 2; i++)
        {
            await dialog.BeginAsync();
            await dialog.AskAsync("DATA");
            await dialog.AskAsync(".");
        }

        Assert.Equal("421 4.7.0 Too many messages in this session", await dialog.AskAsync("MAIL FROM:<>"));
    }

    [Fact]
    public async Task A_line_must_be_whole_in_its_time_however_it_trickles()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits));
        for (var i = 0; i < 5; i++)
        {
            await dialog.SendAsync("N");
            dialog.Clock.Advance(TimeSpan.FromSeconds(59));
        }

        Assert.False(dialog.End.IsCompleted);
        dialog.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("421 4.4.2 Timed out", await dialog.ReadAsync());
        Assert.Equal(SessionEnd.TimedOut, await dialog.End);
    }

    [Fact]
    public async Task A_client_that_never_reads_is_not_waited_for_longer_than_allowed()
    {
        await using var dialog = new Dialog(Dialog.With(limits => limits), unreadBytes: 100);
        await dialog.SendAsync("EHLO client.example\r\n");
        dialog.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(dialog.End.IsCompleted);
        dialog.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SessionEnd.TimedOut, await dialog.End.WaitAsync(Dialog.Patience));
    }

    [Fact]
    public async Task A_client_that_never_reads_cannot_hold_up_an_abort()
    {
        await using var dialog = new Dialog(Dialog.With(limits => limits), unreadBytes: 100);
        await dialog.SendAsync("EHLO client.example\r\n");
        dialog.Abort();
        Assert.Equal(SessionEnd.Stopped, await dialog.End.WaitAsync(Dialog.Patience));
    }

    [Fact]
    public async Task A_message_that_stops_times_out()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { DataGraceSeconds = 10_000 }));
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        await dialog.SendAsync("x");
        dialog.Clock.Advance(TimeSpan.FromSeconds(179));
        Assert.False(dialog.End.IsCompleted);
        dialog.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("421 4.4.2 Timed out", await dialog.ReadAsync());
        Assert.Empty(dialog.Handler.Messages);
    }

    [Fact]
    public async Task A_message_that_trickles_times_out_although_bytes_keep_coming()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { DataGraceSeconds = 100, MinDataBytesPerSecond = 100 }));
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        var seconds = 0;
        for (; seconds < 1000 && !dialog.End.IsCompleted; seconds += 10)
        {
            await dialog.SendAsync("0123456789");
            dialog.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(seconds, 100, 120);
        Assert.Equal(SessionEnd.TimedOut, await dialog.End);
    }

    [Fact]
    public async Task A_chunk_that_trickles_times_out_too()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { DataGraceSeconds = 100, MinDataBytesPerSecond = 100 }));
        await dialog.BeginAsync();
        await dialog.SendAsync("BDAT 1000000 LAST\r\n");
        for (var seconds = 0; seconds < 1000 && !dialog.End.IsCompleted; seconds += 10)
        {
            await dialog.SendAsync("0123456789");
            dialog.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(SessionEnd.TimedOut, await dialog.End.WaitAsync(Dialog.Patience));
        Assert.Empty(dialog.Handler.Messages);
    }

    [Fact]
    public async Task A_session_does_not_live_for_ever_however_busy()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxSessionSeconds = 1000, MaxCommandsWithoutProgress = 1000 }));
        for (var seconds = 0; seconds < 900; seconds += 100)
        {
            Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
            dialog.Clock.Advance(TimeSpan.FromSeconds(100));
        }

        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        dialog.Clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal("421 4.4.2 Timed out", await dialog.ReadAsync());
    }

    [Fact]
    public async Task Errors_are_answered_ever_more_slowly()
    {
        var options = Dialog.With(limits => limits with { TarpitAfterErrors = 1, TarpitStepSeconds = 2, MaxTarpitSeconds = 3 });
        await using var dialog = await Dialog.GreetedAsync(options);
        Assert.StartsWith("500", await dialog.AskAsync("WHAT"), StringComparison.Ordinal);
        foreach (var delay in new[] { 2, 3, 3 })
        {
            await dialog.SendAsync("WHAT\r\n");
            dialog.Clock.Advance(TimeSpan.FromSeconds(delay - 0.1));
            Assert.False(dialog.HasOutput);
            dialog.Clock.Advance(TimeSpan.FromSeconds(0.2));
            Assert.True(dialog.HasOutput);
            Assert.StartsWith("500", await dialog.ReadAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
    }

    [Fact]
    public async Task A_client_refused_at_the_greeting_hears_why()
    {
        await using var dialog = new Dialog(handler: new TestHandler { OnConnect = SmtpReply.Of(554, "5.7.1", "Not you") });
        Assert.Equal("554 5.7.1 Not you", await dialog.ReadAsync());
        await dialog.CloseAsync();
        Assert.Equal(SessionEnd.Refused, await dialog.End.WaitAsync(Dialog.Patience));
    }

    [Fact]
    public async Task Stopping_ends_an_idle_session_at_once_and_a_busy_one_after_its_message()
    {
        await using var idle = await Dialog.GreetedAsync();
        idle.Session.Stop();
        Assert.Equal("421 4.3.2 Service is closing, try again later", await idle.ReadAsync());
        Assert.Equal(SessionEnd.Stopped, await idle.End);

        await using var busy = await Dialog.GreetedAsync();
        await busy.BeginAsync();
        await busy.AskAsync("DATA");
        busy.Session.Stop();
        Assert.Equal("250 2.0.0 Taken", await busy.AskAsync("x\r\n."));
        Assert.Equal("421 4.3.2 Service is closing, try again later", await busy.ReadAsync());
    }

    [Fact]
    public async Task Aborting_ends_a_session_in_the_middle_of_a_message_and_cancels_the_handler()
    {
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new TestHandler
        {
            OnMessage = async (_, cancellation) =>
            {
                inside.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return SmtpReply.Of(250, "2.0.0", "Never");
            },
        };
        await using var dialog = await Dialog.GreetedAsync(handler: handler);
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        await dialog.SendAsync(".\r\n");
        await inside.Task.WaitAsync(Dialog.Patience);
        dialog.Abort();
        Assert.Equal(SessionEnd.Stopped, await dialog.End.WaitAsync(Dialog.Patience));
        Assert.Empty(handler.Messages);
        Assert.Empty(handler.Faults);
    }
}
