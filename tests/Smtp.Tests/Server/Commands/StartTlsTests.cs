using System.Net.Security;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class StartTlsTests
{
    [Fact]
    public async Task Nothing_said_in_clear_counts_under_tls()
    {
        await using var dialog = await Dialog.GreetedAsync(TestTls.Options);
        Assert.Contains("STARTTLS", await dialog.AskAsync("EHLO before.example"), StringComparison.Ordinal);
        await dialog.StartTlsAsync();
        // The client's side of the handshake ends before the server's: only after a reply is the session's state known.
        Assert.Equal("503 5.5.1 EHLO first", await dialog.AskAsync("MAIL FROM:<a@sender.example>"));
        Assert.Null(dialog.Session.Info.Helo);
        Assert.Matches("^TLSv1\\.[23]$", dialog.Session.Info.TlsVersion);
        var capabilities = await dialog.AskAsync("EHLO after.example");
        Assert.DoesNotContain("STARTTLS", capabilities, StringComparison.Ordinal);
        Assert.Contains("REQUIRETLS", capabilities, StringComparison.Ordinal);
        Assert.Equal("503 5.5.1 TLS is already active", await dialog.AskAsync("STARTTLS"));
        Assert.StartsWith("250", await dialog.AskAsync("MAIL FROM:<a@sender.example> REQUIRETLS"), StringComparison.Ordinal);
        Assert.StartsWith("250", await dialog.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 Taken", await dialog.AskAsync(new string('x', 2000) + "\r\n."));
        Assert.True(Assert.Single(dialog.Handler.Messages).Envelope.RequireTls);
        Assert.Equal("221 2.0.0 Bye", await dialog.AskAsync("QUIT"));
        Assert.Equal("", await dialog.ReadAsync());
        Assert.Equal(SessionEnd.Quit, await dialog.End);
    }

    [Theory]
    [InlineData("STARTTLS\r\nMAIL FROM:<evil@sender.example>\r\n")]
    [InlineData("STARTTLS\r\nE")]
    [InlineData("NOOP\r\nSTARTTLS\r\n\u0016\u0003\u0001")]
    public async Task Bytes_behind_starttls_end_the_session_before_any_handshake(string text)
    {
        await using var dialog = await Dialog.GreetedAsync(TestTls.Options);
        await dialog.SendAsync(text);
        await dialog.CloseAsync();
        var replies = await dialog.ReadToEndAsync();
        Assert.Equal("503 5.5.1 Nothing may follow STARTTLS before the handshake", replies[^1]);
        Assert.Equal(SessionEnd.ProtocolViolation, await dialog.End);
    }

    [Fact]
    public async Task Commands_in_clear_after_the_go_ahead_fail_the_handshake_and_are_never_run()
    {
        await using var dialog = await Dialog.GreetedAsync(TestTls.Options);
        Assert.StartsWith("220", await dialog.AskAsync("STARTTLS"), StringComparison.Ordinal);
        await dialog.SendAsync("EHLO injected.example\r\nMAIL FROM:<evil@sender.example>\r\nNOOP\r\n");
        Assert.Equal(SessionEnd.HandshakeFailed, await dialog.End.WaitAsync(Dialog.Patience));
        Assert.Null(dialog.Session.Info.Helo);
        Assert.Null(dialog.Handler.LastMail);
    }

    [Fact]
    public async Task A_handshake_that_does_not_come_is_not_waited_for()
    {
        await using var dialog = await Dialog.GreetedAsync(TestTls.Options with { Clock = new Testing.ManualTimeProvider() });
        Assert.StartsWith("220", await dialog.AskAsync("STARTTLS"), StringComparison.Ordinal);
        while (!dialog.End.IsCompleted)
        {
            // The session arms its time-out just after the reply that was read here.
            dialog.Clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Yield();
        }

        Assert.Equal(SessionEnd.HandshakeFailed, await dialog.End);
    }

    [Fact]
    public async Task A_session_under_tls_that_times_out_or_is_stopped_hears_so()
    {
        await using (var dialog = await Dialog.GreetedAsync(TestTls.Options with { Clock = new Testing.ManualTimeProvider() }))
        {
            await dialog.StartTlsAsync();
            Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
            var reply = dialog.ReadAsync();
            while (!reply.IsCompleted)
            {
                dialog.Clock.Advance(TimeSpan.FromSeconds(301));
                await Task.Yield();
            }

            Assert.Equal("421 4.4.2 Timed out", await reply);
            Assert.Equal(SessionEnd.TimedOut, await dialog.End.WaitAsync(Dialog.Patience));
        }

        await using (var dialog = await Dialog.GreetedAsync(TestTls.Options))
        {
            await dialog.StartTlsAsync();
            Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
            dialog.Session.Stop();
            Assert.Equal("421 4.3.2 Service is closing, try again later", await dialog.ReadAsync());
            Assert.Equal("", await dialog.ReadAsync());
        }
    }

    [Fact]
    public async Task Starttls_has_no_arguments()
    {
        await using var dialog = await Dialog.GreetedAsync(TestTls.Options);
        Assert.StartsWith("501", await dialog.AskAsync("STARTTLS now"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_implicit_tls_the_greeting_comes_after_the_handshake()
    {
        await using var dialog = new Dialog(TestTls.Options with { ImplicitTls = true });
        await dialog.HandshakeAsync();
        Assert.Equal("220 mx.example ESMTP", await dialog.ReadAsync());
        Assert.Contains("REQUIRETLS", await dialog.AskAsync("EHLO client.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_implicit_tls_a_client_in_clear_hears_nothing()
    {
        await using var dialog = new Dialog(TestTls.Options with { ImplicitTls = true });
        await dialog.SendAsync("EHLO client.example\r\n");
        Assert.Equal(SessionEnd.HandshakeFailed, await dialog.End.WaitAsync(Dialog.Patience));
    }

    [Fact]
    public void Tickets_are_off_so_that_none_of_another_service_is_taken()
    {
        var options = TestTls.Options.Tls!();
        Assert.False(options.AllowTlsResume);
        Assert.False(options.AllowRenegotiation);
        Assert.Equal(EncryptionPolicy.RequireEncryption, options.EncryptionPolicy);
    }
}
