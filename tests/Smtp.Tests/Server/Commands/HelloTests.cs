namespace Sekisho.Smtp.Tests.Server.Commands;

public sealed class HelloTests
{
    [Fact]
    public async Task In_clear_without_a_certificate_the_extensions_are_these()
    {
        await using var dialog = new Dialog();
        Assert.Equal("220 mx.example ESMTP", await dialog.ReadAsync());
        Assert.Equal(
            "250-mx.example\n250-PIPELINING\n250-SIZE 52428800\n250-8BITMIME\n250-BINARYMIME\n250-CHUNKING\n250-SMTPUTF8\n250-DSN\n250-ENHANCEDSTATUSCODES\n250 LIMITS MAILMAX=10000 RCPTMAX=1000",
            await dialog.AskAsync("EHLO client.example"));
        Assert.Equal(("client.example", true), (dialog.Session.Info.Helo, dialog.Session.Info.IsExtended));
    }

    [Fact]
    public async Task Helo_gets_the_name_alone()
    {
        await using var dialog = new Dialog();
        await dialog.ReadAsync();
        Assert.Equal("250 mx.example", await dialog.AskAsync("helo [192.0.2.1]"));
        Assert.Equal(("[192.0.2.1]", false), (dialog.Session.Info.Helo, dialog.Session.Info.IsExtended));
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("EHLO ")]
    [InlineData("EHLO two words")]
    [InlineData("EHLO (comment)")]
    [InlineData("EHLO a;b")]
    [InlineData("EHLO a<b>")]
    [InlineData("EHLO a\u0085b")]
    public async Task A_name_that_would_spoil_a_header_is_refused(string line)
    {
        await using var dialog = new Dialog();
        await dialog.ReadAsync();
        Assert.Equal("501 5.5.4 Syntax error in arguments", await dialog.AskAsync(line));
        Assert.StartsWith("503", await dialog.AskAsync("MAIL FROM:<a@b.example>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_255_bytes_is_taken_and_one_of_256_is_not()
    {
        await using var dialog = new Dialog();
        await dialog.ReadAsync();
        Assert.StartsWith("250", await dialog.AskAsync("EHLO " + new string('a', 255)), StringComparison.Ordinal);
        Assert.StartsWith("501", await dialog.AskAsync("EHLO " + new string('a', 256)), StringComparison.Ordinal);
    }
}
