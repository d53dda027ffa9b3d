using Sekisho.Kernel.Bytes;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class MailTests
{
    [Fact]
    public async Task Every_parameter_reaches_the_handler()
    {
        await using var dialog = await Dialog.GreetedAsync();
        Assert.StartsWith("250", await dialog.AskAsync("mail from:<関@例え.example> size=1000 BODY=8bitmime SMTPUTF8 RET=HDRS ENVID=a+2Bb"), StringComparison.Ordinal);
        var mail = dialog.Handler.LastMail!;
        Assert.Equal(
            ("関@例え.example", 1000, BodyType.EightBitMime, true, false, "a+b", DsnReturn.Headers),
            (mail.ReversePath, mail.DeclaredBytes, mail.Body, mail.SmtpUtf8, mail.RequireTls, mail.EnvelopeId, mail.Return));
    }

    [Theory]
    [InlineData("MAIL", "501 5.5.4")]
    [InlineData("MAIL TO:<a@b.example>", "501 5.5.4")]
    [InlineData("MAIL FROM:a@b.example", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@b.example", "501 5.1.7")]
    [InlineData("MAIL FROM:<postmaster>", "501 5.1.7")]
    [InlineData("MAIL FROM:<a@b.example>SIZE=1", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=-1", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=123456789012345678901", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=1 SIZE=1", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> BODY=9BIT", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> BODY=7BIT BODY=7BIT", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> RET=SOME", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> ENVID=a+0D+0A", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> SMTPUTF8=1", "501 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> REQUIRETLS", "555 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> AUTH=<>", "555 5.5.4")]
    [InlineData("MAIL FROM:<a@b.example> X=1", "555 5.5.4")]
    [InlineData("MAIL FROM:<関@b.example>", "553 5.6.7")]
    [InlineData("MAIL FROM:<a@b.example> SIZE=99999999999999999999", "552 5.3.4")]
    public async Task What_is_wrong_is_refused_and_opens_nothing(string line, string reply)
    {
        await using var dialog = await Dialog.GreetedAsync();
        Assert.StartsWith(reply, await dialog.AskAsync(line), StringComparison.Ordinal);
        Assert.StartsWith("503", await dialog.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MAIL FROM:<>")]
    [InlineData("MAIL FROM: <a@b.example>")]
    [InlineData("MAIL FROM:<a@b.example>  SIZE=1 ")]
    [InlineData("MAIL FROM:<@old.example:a@b.example>")]
    public async Task Old_and_sloppy_forms_are_taken(string line)
    {
        await using var dialog = await Dialog.GreetedAsync();
        Assert.StartsWith("250 2.1.0", await dialog.AskAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_declared_size_is_checked_at_the_limit_and_one_past_it()
    {
        await using var dialog = await Dialog.GreetedAsync(Dialog.With(limits => limits with { MaxMessageBytes = 1000 }));
        Assert.StartsWith("552 5.3.4", await dialog.AskAsync("MAIL FROM:<a@b.example> SIZE=1001"), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("MAIL FROM:<a@b.example> SIZE=1000"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_size_for_which_there_is_no_memory_now_is_put_off()
    {
        var memory = new ByteBudget(1000);
        await using var dialog = await Dialog.GreetedAsync(Dialog.Default with { Memory = memory });
        Assert.True(memory.TryTake(500));
        Assert.StartsWith("452 4.3.1", await dialog.AskAsync("MAIL FROM:<a@b.example> SIZE=501"), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("MAIL FROM:<a@b.example> SIZE=500"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_can_refuse_and_its_fault_is_a_passing_failure()
    {
        var handler = new TestHandler
        {
            OnMail = mail => mail.ReversePath.Length == 0 ? throw new InvalidOperationException("bug") : SmtpReply.Of(550, "5.7.1", "No"),
        };
        await using var dialog = await Dialog.GreetedAsync(handler: handler);
        Assert.Equal("550 5.7.1 No", await dialog.AskAsync("MAIL FROM:<a@b.example>"));
        Assert.Equal("451 4.3.0 Try again later", await dialog.AskAsync("MAIL FROM:<>"));
        Assert.StartsWith("503", await dialog.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
        Assert.Single(handler.Faults);
    }

    [Fact]
    public async Task An_envelope_id_of_100_bytes_is_taken_and_one_of_101_is_not()
    {
        await using var dialog = await Dialog.GreetedAsync();
        Assert.StartsWith("501", await dialog.AskAsync("MAIL FROM:<> ENVID=" + new string('x', 101)), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("MAIL FROM:<> ENVID=" + new string('x', 100)), StringComparison.Ordinal);
    }
}
