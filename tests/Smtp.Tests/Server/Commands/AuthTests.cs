using System.Text;
using Sekisho.Smtp.Server;

namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class AuthTests
{
    [Fact]
    public async Task In_clear_no_login_is_offered_or_taken()
    {
        await using var dialog = await Dialog.GreetedAsync(TestTls.WithLogin(new TestAuthenticator()));
        Assert.DoesNotContain("AUTH", await dialog.AskAsync("EHLO client.example"), StringComparison.Ordinal);
        Assert.Equal("538 5.7.11 Encryption required for authentication", await dialog.AskAsync("AUTH PLAIN " + Plain("user", "pencil")));
        Assert.Equal("538 5.7.11 Encryption required for authentication", await dialog.AskAsync("AUTH SCRAM-SHA-256"));
        Assert.Equal("530 5.7.0 Authentication required", await dialog.AskAsync("MAIL FROM:<a@sender.example>"));
    }

    [Fact]
    public async Task Plain_works_with_and_without_an_initial_response()
    {
        await using (var dialog = await SecureAsync())
        {
            Assert.Equal("235 2.7.0 Authentication successful", await dialog.AskAsync("AUTH plain " + Plain("user", "pencil")));
            Assert.Equal("user@here.example", dialog.Session.Info.Account);
            Assert.Equal("503 5.5.1 Already authenticated", await dialog.AskAsync("AUTH PLAIN " + Plain("user", "pencil")));
            Assert.StartsWith("250", await dialog.AskAsync("MAIL FROM:<a@sender.example> AUTH=<>"), StringComparison.Ordinal);
            Assert.Equal("503 5.5.1 Not during a mail transaction", await dialog.AskAsync("AUTH PLAIN"));
        }

        await using (var dialog = await SecureAsync())
        {
            Assert.Equal("334 ", await dialog.AskAsync("AUTH PLAIN"));
            Assert.Equal("235 2.7.0 Authentication successful", await dialog.AskAsync(Plain("user", "pencil")));
        }
    }

    [Fact]
    public async Task Login_asks_for_both()
    {
        await using var dialog = await SecureAsync();
        Assert.Equal("334 VXNlcm5hbWU6", await dialog.AskAsync("AUTH LOGIN"));
        Assert.Equal("334 UGFzc3dvcmQ6", await dialog.AskAsync(Encode("user")));
        Assert.Equal("535 5.7.8 Authentication failed", await dialog.AskAsync(Encode("wrong")));
        Assert.Equal("334 UGFzc3dvcmQ6", await dialog.AskAsync("AUTH LOGIN " + Encode("user")));
        Assert.Equal("235 2.7.0 Authentication successful", await dialog.AskAsync(Encode("pencil")));
    }

    [Theory]
    [InlineData("\0user\0wrong", "535 5.7.8")]
    [InlineData("other\0user\0pencil", "535 5.7.8")]
    [InlineData("user\0user\0pencil", "235 2.7.0")]
    [InlineData("user\0pencil", "535 5.7.8")]
    [InlineData("\0\0pencil", "535 5.7.8")]
    [InlineData("\0user\0", "535 5.7.8")]
    [InlineData("\0user\0pencil\0", "535 5.7.8")]
    [InlineData("", "535 5.7.8")]
    public async Task A_plain_message_is_read_strictly(string message, string reply)
    {
        await using var dialog = await SecureAsync();
        await dialog.AskAsync("AUTH PLAIN");
        Assert.StartsWith(reply, await dialog.AskAsync(Encode(message)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTH", "501 5.5.4")]
    [InlineData("AUTH CRAM-MD5", "504 5.5.4")]
    [InlineData("AUTH PLAIN a", "501 5.5.2")]
    [InlineData("AUTH PLAIN YQ== YQ==", "501 5.5.2")]
    [InlineData("AUTH PLAIN =", "535 5.7.8")]
    public async Task A_bad_command_is_refused(string line, string reply)
    {
        await using var dialog = await SecureAsync();
        Assert.StartsWith(reply, await dialog.AskAsync(line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_star_cancels_and_the_session_goes_on()
    {
        await using var dialog = await SecureAsync();
        await dialog.AskAsync("AUTH LOGIN");
        Assert.Equal("501 5.7.0 Authentication cancelled", await dialog.AskAsync("*"));
        await dialog.AskAsync("AUTH PLAIN");
        Assert.Equal("501 5.5.2 Bad base64", await dialog.AskAsync("&&&&"));
        Assert.Equal("250 2.0.0 OK", await dialog.AskAsync("NOOP"));
        Assert.Null(dialog.Session.Info.Account);
    }

    [Fact]
    public async Task Scram_proves_both_sides()
    {
        var authenticator = new TestAuthenticator();
        await using var dialog = await SecureAsync(authenticator);
        var first = "n=user,r=clientnonce";
        var reply = await dialog.AskAsync("AUTH SCRAM-SHA-256 " + Encode("n,," + first));
        var serverFirst = Decode(reply);
        Assert.Matches("^r=clientnonce[A-Za-z0-9+/]{24},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096$", serverFirst);
        var withoutProof = $"c=biws,{serverFirst.Split(',')[0]}";
        var message = $"{first},{serverFirst},{withoutProof}";
        reply = await dialog.AskAsync(Encode($"{withoutProof},p={TestAuthenticator.Proof("pencil", message)}"));
        Assert.Equal($"v={TestAuthenticator.Signature("pencil", message)}", Decode(reply));
        Assert.Null(dialog.Session.Info.Account);
        Assert.Equal("235 2.7.0 Authentication successful", await dialog.AskAsync(""));
        Assert.Equal("user@here.example", dialog.Session.Info.Account);
        Assert.Equal([message], authenticator.AuthMessages);
    }

    [Fact]
    public async Task Scram_with_a_wrong_proof_or_another_nonce_is_refused()
    {
        await using var dialog = await SecureAsync();
        var reply = await dialog.AskAsync("AUTH SCRAM-SHA-256 " + Encode("n,,n=user,r=abc"));
        var nonce = Decode(reply).Split(',')[0];
        Assert.Equal("535 5.7.8 Authentication failed", await dialog.AskAsync(Encode($"c=biws,{nonce},p={Encode(new string('x', 32))}")));
        await dialog.AskAsync("AUTH SCRAM-SHA-256 " + Encode("n,,n=user,r=abc"));
        Assert.Equal("535 5.7.8 Authentication failed", await dialog.AskAsync(Encode($"c=biws,{nonce},p={Encode(new string('x', 32))}")));
    }

    [Fact]
    public async Task A_login_that_cannot_be_checked_is_no_failure()
    {
        await using var dialog = await SecureAsync(new TestAuthenticator { IsDown = true });
        for (var i = 0; i < 5; i++) Assert.Equal("454 4.7.0 Cannot authenticate now", await dialog.AskAsync("AUTH PLAIN " + Plain("user", "pencil")));
        Assert.Equal("454 4.7.0 Cannot authenticate now", await dialog.AskAsync("AUTH SCRAM-SHA-256 " + Encode("n,,n=user,r=abc")));
    }

    [Fact]
    public async Task The_third_failed_login_ends_the_session()
    {
        await using var dialog = await SecureAsync();
        for (var i = 0; i < 3; i++) Assert.Equal("535 5.7.8 Authentication failed", await dialog.AskAsync("AUTH PLAIN " + Plain("user", "guess")));
        Assert.Equal("421 4.7.0 Too many errors", await dialog.ReadAsync());
    }

    [Fact]
    public async Task An_auth_line_at_the_limit_is_read_and_one_byte_more_is_not()
    {
        var limits = new SmtpServerLimits();
        await using var dialog = await SecureAsync();
        var line = "AUTH PLAIN " + new string('A', limits.MaxAuthLineBytes - 13);
        Assert.StartsWith("5", await dialog.AskAsync(line), StringComparison.Ordinal);
        Assert.DoesNotContain("Line too long", await dialog.AskAsync(line), StringComparison.Ordinal);
        Assert.Equal("500 5.5.2 Line too long", await dialog.AskAsync(line + "A"));
    }

    private static async Task<Dialog> SecureAsync(TestAuthenticator? authenticator = null)
    {
        var dialog = await Dialog.GreetedAsync(TestTls.WithLogin(authenticator ?? new TestAuthenticator()));
        await dialog.StartTlsAsync();
        Assert.Contains("AUTH SCRAM-SHA-256 PLAIN LOGIN", await dialog.AskAsync("EHLO client.example"), StringComparison.Ordinal);
        return dialog;
    }

    private static string Plain(string user, string password) => Encode($"\0{user}\0{password}");

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string reply)
    {
        Assert.StartsWith("334 ", reply, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(Convert.FromBase64String(reply[4..]));
    }
}
