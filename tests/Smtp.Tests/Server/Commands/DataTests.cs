using System.Text;
using Sekisho.Kernel.Bytes;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class DataTests
{
    [Fact]
    public async Task Stuffed_dots_are_taken_off_however_the_bytes_are_cut()
    {
        const string Wire = ".. two\r\n..\r\n.x\r\ntext.\r\n...\r\n\r\n.\r\n";
        for (var cut = 1; cut < Wire.Length; cut++)
        {
            await using var dialog = await Dialog.GreetedAsync();
            await dialog.BeginAsync();
            await dialog.AskAsync("DATA");
            foreach (var piece in Wire.Chunk(cut)) await dialog.SendAsync(new string(piece));
            Assert.Equal("250 2.0.0 Taken", await dialog.ReadAsync());
            Assert.Equal(". two\r\n.\r\nx\r\ntext.\r\n..\r\n\r\n", Encoding.ASCII.GetString(Assert.Single(dialog.Handler.Messages).Content));
        }
    }

    [Fact]
    public async Task Messages_follow_each_other_in_one_write()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        await dialog.SendAsync("one\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<c@here.example>\r\nDATA\r\n");
        Assert.Equal("250 2.0.0 Taken", await dialog.ReadAsync());
        Assert.Equal("250 2.1.0 Sender OK", await dialog.ReadAsync());
        Assert.Equal("250 2.1.5 Recipient OK", await dialog.ReadAsync());
        Assert.StartsWith("354", await dialog.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 Taken", await dialog.AskAsync("two\r\n."));
        Assert.Equal(["one\r\n", "two\r\n"], dialog.Handler.Messages.Select(message => Encoding.ASCII.GetString(message.Content)));
    }

    [Fact]
    public async Task What_follows_an_accepted_data_is_text_and_never_a_command()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.SendAsync("MAIL FROM:<a@sender.example>\r\nRCPT TO:<b@here.example>\r\nDATA\r\nRSET\r\nMAIL FROM:<evil@sender.example>\r\n.\r\nQUIT\r\n");
        var replies = await dialog.ReadToEndAsync();
        Assert.Equal(["250 2.1.0 Sender OK", "250 2.1.5 Recipient OK", "354 End data with <CR><LF>.<CR><LF>", "250 2.0.0 Taken", "221 2.0.0 Bye"], replies);
        Assert.Equal("RSET\r\nMAIL FROM:<evil@sender.example>\r\n", Encoding.ASCII.GetString(Assert.Single(dialog.Handler.Messages).Content));
    }

    [Fact]
    public async Task What_follows_a_refused_data_unasked_is_not_read_as_commands()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.SendAsync("MAIL FROM:<a@sender.example>\r\nDATA\r\nRCPT TO:<b@here.example>\r\nDATA\r\nsmuggled\r\n.\r\n");
        await dialog.CloseAsync();
        Assert.Equal(["250 2.1.0 Sender OK", "554 5.5.1 No valid recipients", "421 4.7.0 Protocol error, closing"], await dialog.ReadToEndAsync());
        Assert.Empty(dialog.Handler.Messages);
        Assert.Equal(SessionEnd.ProtocolViolation, await dialog.End);
    }

    [Fact]
    public async Task A_refused_data_that_ends_its_group_changes_nothing()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.SendAsync("MAIL FROM:<a@sender.example>\r\nDATA\r\n");
        await dialog.ReadAsync();
        Assert.StartsWith("554", await dialog.ReadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
        Assert.StartsWith("501", await dialog.AskAsync("DATA now"), StringComparison.Ordinal);
        Assert.StartsWith("354", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_at_the_limit_is_taken_and_one_byte_more_is_not()
    {
        foreach (var surplus in new[] { 0, 1 })
        {
            await using var dialog = await Dialog.GreetedAsync();
            await dialog.BeginAsync();
            await dialog.AskAsync("DATA");
            // A stuffed dot does not count.
            var line = "." + new string('.', 1024 * 1024 - 2 + surplus);
            await dialog.SendAsync(line + "\r\n.\r\n");
            Assert.Equal(surplus == 0 ? "250 2.0.0 Taken" : "550 5.6.0 Message has a line longer than 1048576 bytes", await dialog.ReadAsync());
            Assert.Equal(surplus == 0 ? 1 : 0, dialog.Handler.Messages.Count);
        }
    }

    [Fact]
    public async Task A_message_at_the_limit_is_taken_and_one_byte_more_is_not()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxMessageBytes = 1000 }));
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        Assert.Equal("250 2.0.0 Taken", await dialog.AskAsync(new string('x', 998) + "\r\n."));
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        Assert.Equal("552 5.3.4 Message too large", await dialog.AskAsync(new string('x', 999) + "\r\n."));
        Assert.Equal("503 5.5.1 MAIL first", await dialog.AskAsync("RCPT TO:<b@here.example>"));
        Assert.Equal(1000, Assert.Single(dialog.Handler.Messages).Content.Length);
    }

    [Fact]
    public async Task An_endless_message_ends_the_session_when_patience_does()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxMessageBytes = 1000, MaxDiscardedMessageBytes = 10_000 }));
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        var line = new string('x', 98) + "\r\n";
        await dialog.SendAsync(string.Concat(Enumerable.Repeat(line, 110)));
        await dialog.SendAsync(line);
        await dialog.CloseAsync();
        Assert.Equal(["552 5.3.4 Message too large"], await dialog.ReadToEndAsync());
        Assert.Equal(SessionEnd.LimitReached, await dialog.End);
    }

    [Fact]
    public async Task Without_memory_the_message_is_drained_and_put_off_and_all_memory_given_back()
    {
        var memory = new ByteBudget(10_000);
        await using var dialog = await Dialog.GreetedAsync(Dialog.Default with { Memory = memory });
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        Assert.Equal("452 4.3.1 Not enough room, try again later", await dialog.AskAsync(string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", 200)) + "."));
        Assert.Equal(0, memory.TakenBytes);
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        Assert.Equal("250 2.0.0 Taken", await dialog.AskAsync("small\r\n."));
        Assert.Equal(0, memory.TakenBytes);
    }

    [Fact]
    public async Task A_client_that_goes_in_the_middle_leaves_nothing()
    {
        var memory = new ByteBudget(10_000);
        await using var dialog = await Dialog.GreetedAsync(Dialog.Default with { Memory = memory });
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        await dialog.SendAsync("half a message\r\n.\r");
        await dialog.CloseAsync();
        Assert.Equal(SessionEnd.ClientGone, await dialog.End.WaitAsync(Dialog.Patience));
        Assert.Empty(dialog.Handler.Messages);
        Assert.Equal(0, memory.TakenBytes);
    }

    [Fact]
    public async Task The_handlers_answer_and_its_fault_both_end_the_transaction()
    {
        var replies = new Queue<Func<SmtpReply>>([() => SmtpReply.Of(550, "5.7.1", "No"), () => throw new InvalidOperationException("bug"), () => SmtpReply.Of(250, "2.0.0", "Yes")]);
        var handler = new TestHandler { OnMessage = (_, _) => ValueTask.FromResult(replies.Dequeue()()) };
        await using var dialog = await Dialog.GreetedAsync(handler: handler);
        foreach (var expected in new[] { "550 5.7.1 No", "451 4.3.0 Try again later", "250 2.0.0 Yes" })
        {
            await dialog.BeginAsync();
            await dialog.AskAsync("DATA");
            Assert.Equal(expected, await dialog.AskAsync("x\r\n."));
            Assert.Null(dialog.Session.Transaction);
        }

        Assert.Equal(1, dialog.Session.Info.Messages);
    }

    [Fact]
    public async Task Binary_content_needs_bdat()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync(" BODY=BINARYMIME");
        Assert.Equal("503 5.5.1 BINARYMIME needs BDAT", await dialog.AskAsync("DATA"));
    }
}
