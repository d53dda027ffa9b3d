using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class RcptTests
{
    [Fact]
    public async Task Every_parameter_reaches_the_envelope()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        Assert.StartsWith("250", await dialog.AskAsync("rcpt to:<b@here.example> NOTIFY=success,DELAY ORCPT=rfc822;old+2Bname@here.example"), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("RCPT TO:<c@here.example> NOTIFY=NEVER"), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("RCPT TO:<postmaster>"), StringComparison.Ordinal);
        await dialog.AskAsync("DATA");
        Assert.StartsWith("250", await dialog.AskAsync("."), StringComparison.Ordinal);
        var (envelope, content) = Assert.Single(dialog.Handler.Messages);
        Assert.Empty(content);
        Assert.Equal(
            [
                new EnvelopeRecipient { Address = "b@here.example", Notify = DsnNotify.Success | DsnNotify.Delay, OriginalRecipient = "rfc822;old+name@here.example" },
                new EnvelopeRecipient { Address = "c@here.example", Notify = DsnNotify.Never },
                new EnvelopeRecipient { Address = "postmaster@mx.example" },
            ],
            envelope.Recipients);
    }

    [Fact]
    public async Task A_recipient_said_twice_is_kept_once()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        foreach (var recipient in (string[])["b@here.example", "c@here.example", "b@here.example"])
            Assert.StartsWith("250", await dialog.AskAsync($"RCPT TO:<{recipient}>"), StringComparison.Ordinal);
        await dialog.AskAsync("DATA");
        await dialog.AskAsync(".");
        Assert.Equal(["b@here.example", "c@here.example"], Assert.Single(dialog.Handler.Messages).Envelope.Recipients.Select(recipient => recipient.Address));
    }

    [Theory]
    [InlineData("RCPT", "501 5.5.4")]
    [InlineData("RCPT FROM:<a@b.example>", "501 5.5.4")]
    [InlineData("RCPT TO:<>", "501 5.1.3")]
    [InlineData("RCPT TO:<a>", "501 5.1.3")]
    [InlineData("RCPT TO:<a@b.example>x", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> NOTIFY=", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> NOTIFY=NEVER,DELAY", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> NOTIFY=DELAY NOTIFY=DELAY", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> ORCPT=a@b.example", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> ORCPT=rfc822;", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> ORCPT=r(c;a", "501 5.5.4")]
    [InlineData("RCPT TO:<a@b.example> X", "555 5.5.4")]
    [InlineData("RCPT TO:<関@b.example>", "553 5.6.7")]
    public async Task What_is_wrong_is_refused(string line, string reply)
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        Assert.StartsWith(reply, await dialog.AskAsync(line), StringComparison.Ordinal);
        Assert.StartsWith("554 5.5.1", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipients_are_taken_up_to_the_limit_and_the_surplus_is_put_off()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxRecipients = 3, MaxSurplusRecipients = 2 }));
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        for (var i = 0; i < 3; i++) Assert.StartsWith("250", await dialog.AskAsync($"RCPT TO:<r{i}@here.example>"), StringComparison.Ordinal);
        Assert.Equal("452 4.5.3 Too many recipients", await dialog.AskAsync("RCPT TO:<r3@here.example>"));
        Assert.Equal("452 4.5.3 Too many recipients", await dialog.AskAsync("RCPT TO:<r4@here.example>"));
        Assert.StartsWith("354", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("x\r\n."), StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(dialog.Handler.Messages).Envelope.Recipients.Count);
    }

    [Fact]
    public async Task A_hundred_thousand_recipients_end_the_session_early_and_cheaply()
    {
        var asked = 0;
        var handler = new TestHandler
        {
            OnRecipient = _ =>
            {
                asked++;
                return null;
            },
        };
        await using var dialog = await Dialog.GreetedAsync(handler: handler);
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        await dialog.SendAsync(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"RCPT TO:<r{i}@here.example>\r\n")));
        await dialog.CloseAsync();
        var replies = await dialog.ReadToEndAsync();
        Assert.Equal(1000, replies.Count(reply => reply.StartsWith("250", StringComparison.Ordinal)));
        Assert.Equal(1000, replies.Count(reply => reply.StartsWith("452", StringComparison.Ordinal)));
        Assert.Equal("421 4.7.0 Too many errors", replies[^1]);
        Assert.Equal(2001, replies.Count);
        Assert.Equal(1000, asked);
        Assert.Equal(SessionEnd.LimitReached, await dialog.End);
    }

    [Fact]
    public async Task A_lookup_that_fails_is_a_passing_failure_and_takes_nobody()
    {
        var handler = new TestHandler { OnRecipient = recipient => recipient.Address.StartsWith('b') ? throw new InvalidOperationException("bug") : SmtpReply.Of(550, "5.1.1", "No such mailbox") };
        await using var dialog = await Dialog.GreetedAsync(handler: handler);
        await dialog.AskAsync("MAIL FROM:<a@sender.example>");
        Assert.StartsWith("451 4.3.0", await dialog.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.1.1", await dialog.AskAsync("RCPT TO:<c@here.example>"), StringComparison.Ordinal);
        Assert.StartsWith("554", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
    }
}
