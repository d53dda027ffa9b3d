using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server;

/// <summary>The whole table, once as it is written and once as a client meets it.</summary>
public sealed class StateTableTests
{
    // What a session says to each command in each state: Connected, Greeted, Mail, Rcpt, Chunks. No TLS, no login.
    private static readonly (string Line, string[] Replies)[] Expected =
    [
        ("HELO c.example", ["250", "250", "250", "250", "250"]),
        ("EHLO c.example", ["250", "250", "250", "250", "250"]),
        ("STARTTLS", ["503", "502", "503", "503", "503"]),
        ("AUTH PLAIN", ["503", "502", "503", "503", "503"]),
        ("MAIL FROM:<x@y.example>", ["503", "250", "503", "503", "503"]),
        ("RCPT TO:<x@y.example>", ["503", "503", "250", "250", "503"]),
        ("DATA", ["503", "503", "554", "354", "503"]),
        ("BDAT 0", ["503", "503", "554", "250", "250"]),
        ("RSET", ["250", "250", "250", "250", "250"]),
        ("NOOP", ["250", "250", "250", "250", "250"]),
        ("HELP", ["214", "214", "214", "214", "214"]),
        ("VRFY x", ["252", "252", "252", "252", "252"]),
        ("EXPN x", ["502", "502", "502", "502", "502"]),
        ("QUIT", ["221", "221", "221", "221", "221"]),
        ("WHAT", ["500", "500", "500", "500", "500"]),
        ("GET / HTTP/1.1", ["421", "421", "421", "421", "421"]),
    ];

    [Fact]
    public async Task Every_command_in_every_state_is_answered_as_the_table_says()
    {
        var cells = 0;
        foreach (var (line, replies) in Expected)
        {
            foreach (var state in Enum.GetValues<SessionState>())
            {
                await using var dialog = await InAsync(state);
                Assert.Equal(state, dialog.Session.State);
                var reply = await dialog.AskAsync(line);
                Assert.True(reply.StartsWith(replies[(int)state], StringComparison.Ordinal), $"{line} in {state}: {reply}");
                cells++;
            }
        }

        Assert.Equal(80, cells);
        Assert.Equal(16, Enum.GetValues<Verb>().Length);
    }

    [Fact]
    public void The_table_has_a_cell_for_every_command_and_state()
    {
        foreach (var verb in Enum.GetValues<Verb>())
            foreach (var state in Enum.GetValues<SessionState>())
                Assert.True(StateTable.Refusal(state, verb) is null or { IsPermanent: true });
    }

    [Theory]
    [InlineData("RSET")]
    [InlineData("EHLO again.example")]
    [InlineData("HELO again.example")]
    public async Task These_forget_the_transaction_wherever_it_is(string line)
    {
        foreach (var state in new[] { SessionState.Mail, SessionState.Rcpt, SessionState.Chunks })
        {
            await using var dialog = await InAsync(state);
            Assert.StartsWith("250", await dialog.AskAsync(line), StringComparison.Ordinal);
            Assert.Equal(SessionState.Greeted, dialog.Session.State);
            Assert.Null(dialog.Session.Transaction);
            Assert.StartsWith("503", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
        }
    }

    private static async Task<string> ChunkAsync(Dialog dialog)
    {
        await dialog.SendAsync("BDAT 3\r\nx\r\n");
        return await dialog.ReadAsync();
    }

    private static async Task<Dialog> InAsync(SessionState state)
    {
        var dialog = new Dialog();
        await dialog.ReadAsync();
        if (state >= SessionState.Greeted) await dialog.AskAsync("EHLO client.example");
        if (state >= SessionState.Mail) await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        if (state >= SessionState.Rcpt) await dialog.AskAsync("RCPT TO:<b@here.example>");
        if (state >= SessionState.Chunks) Assert.StartsWith("250", await ChunkAsync(dialog), StringComparison.Ordinal);
        return dialog;
    }
}
