using System.Text;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class BdatTests
{
    [Fact]
    public async Task Chunks_make_one_message_dots_and_all()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, "Subject: x\r"));
        Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, "\n\r\n.\r\n..x\r\n"));
        Assert.Equal("250 2.0.0 Taken", await ChunkAsync(dialog, "MAIL FROM:<evil@x.example>\r\n", isLast: true));
        Assert.Equal("Subject: x\r\n\r\n.\r\n..x\r\nMAIL FROM:<evil@x.example>\r\n", Encoding.ASCII.GetString(Assert.Single(dialog.Handler.Messages).Content));
        Assert.StartsWith("503", await dialog.AskAsync("BDAT 0 LAST"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_last_chunk_ends_the_message()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, "x\r\n"));
        Assert.Equal("250 2.0.0 Taken", await dialog.AskAsync("BDAT 0 LAST"));
        await dialog.BeginAsync();
        Assert.Equal("250 2.0.0 Taken", await dialog.AskAsync("bdat 0 last"));
        Assert.Equal(["x\r\n", ""], dialog.Handler.Messages.Select(message => Encoding.ASCII.GetString(message.Content)));
    }

    [Fact]
    public async Task Binary_content_is_taken_as_it_is()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync(" BODY=BINARYMIME");
        Assert.Equal("250 2.0.0 Taken", await ChunkAsync(dialog, "bare\n\r\0\r\n.\r\nall of it\r", isLast: true));
        Assert.Equal("bare\n\r\0\r\n.\r\nall of it\r", Encoding.ASCII.GetString(Assert.Single(dialog.Handler.Messages).Content));
    }

    [Theory]
    [InlineData("bare\nfeed\r\n")]
    [InlineData("bare\rreturn\r\n")]
    [InlineData("nul\0\r\n")]
    [InlineData("ends in a bare return\r")]
    public async Task Text_with_bare_line_ends_is_refused_here_too(string text)
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        Assert.Equal("550 5.6.0 Message has a bare CR, a bare LF or a NUL", await ChunkAsync(dialog, text, isLast: true));
        Assert.Empty(dialog.Handler.Messages);
        Assert.Equal("503 5.5.1 MAIL first", await dialog.AskAsync("RCPT TO:<b@here.example>"));
    }

    [Fact]
    public async Task A_failed_chunk_ends_the_transaction_and_chunks_already_on_their_way_are_no_commands()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        await dialog.SendAsync("BDAT 4\r\na\nb\nBDAT 12\r\nMAIL FROM:<>BDAT 6 LAST\r\nRSET\r\nDATA\r\n");
        Assert.StartsWith("550 5.6.0", await dialog.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("503 5.5.1 MAIL first", await dialog.ReadAsync());
        Assert.Equal("503 5.5.1 MAIL first", await dialog.ReadAsync());
        Assert.Equal("503 5.5.1 MAIL first", await dialog.ReadAsync());
        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        await dialog.BeginAsync();
        Assert.Equal("250 2.0.0 Taken", await ChunkAsync(dialog, "good\r\n", isLast: true));
        var (envelope, content) = Assert.Single(dialog.Handler.Messages);
        Assert.Single(envelope.Recipients);
        Assert.Equal("good\r\n", Encoding.ASCII.GetString(content));
    }

    [Fact]
    public async Task Without_recipients_the_chunk_is_thrown_away_and_the_transaction_is_over()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        await dialog.SendAsync("BDAT 6 LAST\r\nQUIT\r\nRCPT TO:<b@here.example>\r\n");
        Assert.Equal("554 5.5.1 No valid recipients", await dialog.ReadAsync());
        Assert.Equal("503 5.5.1 MAIL first", await dialog.ReadAsync());
    }

    [Fact]
    public async Task Data_after_a_chunk_is_refused_and_ends_the_transaction()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        await ChunkAsync(dialog, "x\r\n");
        Assert.Equal("503 5.5.1 Not after BDAT", await dialog.AskAsync("DATA"));
        Assert.Equal("503 5.5.1 MAIL first", await dialog.AskAsync("BDAT 0 LAST"));
        Assert.Empty(dialog.Handler.Messages);
    }

    [Theory]
    [InlineData("BDAT")]
    [InlineData("BDAT x")]
    [InlineData("BDAT -1")]
    [InlineData("BDAT +1")]
    [InlineData("BDAT 1 FIRST")]
    [InlineData("BDAT 1 LAST LAST")]
    [InlineData("BDAT 99999999999999999999")]
    public async Task Without_a_size_the_session_ends_because_nobody_knows_where_commands_begin(string line)
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        await dialog.SendAsync(line + "\r\nNOOP\r\n");
        await dialog.CloseAsync();
        Assert.Equal(["501 5.5.4 Syntax error in arguments", "421 4.7.0 Protocol error, closing"], await dialog.ReadToEndAsync());
        Assert.Equal(SessionEnd.ProtocolViolation, await dialog.End);
    }

    [Fact]
    public async Task A_huge_chunk_is_not_waited_for()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        await dialog.SendAsync("BDAT 9223372036854775807 LAST\r\n");
        await dialog.CloseAsync();
        Assert.Equal(["552 5.3.4 Message too large", "421 4.7.0 Protocol error, closing"], await dialog.ReadToEndAsync());
    }

    [Fact]
    public async Task Chunks_add_up_to_the_limit_and_one_byte_more_is_refused_and_drained()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxMessageBytes = 1000 }));
        await dialog.BeginAsync();
        Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, new string('x', 990)));
        Assert.Equal("250 2.0.0 Taken", await ChunkAsync(dialog, "12345678\r\n", isLast: true));
        await dialog.BeginAsync();
        Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, new string('x', 990)));
        Assert.Equal("552 5.3.4 Message too large", await ChunkAsync(dialog, "123456789\r\n", isLast: true));
        Assert.Equal("503 5.5.1 MAIL first", await dialog.AskAsync("BDAT 0 LAST"));
        Assert.Single(dialog.Handler.Messages);
    }

    [Fact]
    public async Task A_line_over_several_chunks_has_the_same_limit()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxTextLineBytes = 16 * 1024 }));
        await dialog.BeginAsync();
        Assert.StartsWith("250", await ChunkAsync(dialog, new string('x', 10_000)), StringComparison.Ordinal);
        Assert.StartsWith("250", await ChunkAsync(dialog, new string('x', 6382)), StringComparison.Ordinal);
        Assert.StartsWith("250", await ChunkAsync(dialog, "\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250", await ChunkAsync(dialog, new string('x', 10_000)), StringComparison.Ordinal);
        Assert.Equal("550 5.6.0 Message has a line longer than 16384 bytes", await ChunkAsync(dialog, new string('x', 6383) + "\r\n", isLast: true));
    }

    [Fact]
    public async Task A_flood_of_tiny_chunks_is_closed()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxCommandsWithoutProgress = 10 }));
        await dialog.BeginAsync();
        // EHLO and MAIL were two of the ten.
        for (var i = 0; i < 8; i++) Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, "x"));
        Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, new string('x', dialog.Options.Limits.TinyChunkBytes)));
        Assert.Equal("421 4.7.0 Too many commands in this session", await ChunkAsync(dialog, "x"));
    }

    [Fact]
    public async Task Chunks_are_counted()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxChunks = 3 }));
        for (var chunks = 3; chunks <= 4; chunks++)
        {
            await dialog.BeginAsync();
            for (var i = 1; i < chunks; i++) Assert.Equal("250 2.0.0 Chunk OK", await ChunkAsync(dialog, "x\r\n"));
            Assert.Equal(chunks == 3 ? "250 2.0.0 Taken" : "552 5.3.4 Message has too many chunks", await ChunkAsync(dialog, "x\r\n", isLast: true));
        }

        Assert.Single(dialog.Handler.Messages);
    }

    private static async Task<string> ChunkAsync(Dialog dialog, string text, bool isLast = false)
    {
        await dialog.SendAsync($"BDAT {text.Length}{(isLast ? " LAST" : "")}\r\n{text}");
        return await dialog.ReadAsync();
    }
}
