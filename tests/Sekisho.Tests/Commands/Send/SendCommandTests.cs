using System.Text;
using System.Text.Json;
using Sekisho.Output;
using Sekisho.Testing.Smtp;

namespace Sekisho.Tests.Commands.Send;

public sealed class SendCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-send-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_file_has_a_line_with_its_reply_and_lf_is_sent_as_crlf()
    {
        await using var server = ScriptedSmtpServer.Start();
        var run = await RunAsync(["Subject: a\n\nbody\n", "Subject: b\n\n.dot\n"], "--to", server.Address, "--from", "<>", "--rcpt", "a@x.example", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(["0.eml", "1.eml"], run.Lines.Select(line => Path.GetFileName(JsonDocument.Parse(line).RootElement.GetProperty("file").GetString())));
        Assert.Equal(["Subject: a\r\n\r\nbody\r\n", "Subject: b\r\n\r\n..dot\r\n"], server.Messages.Select(message => Encoding.ASCII.GetString(message.Raw)));
        Assert.Equal(1, server.Sessions);
    }

    [Fact]
    public async Task One_refused_recipient_ends_with_1_and_its_reply_cannot_act_on_the_terminal()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.Contains("<nobody", StringComparison.Ordinal) ? "550 5.1.1 nobody \u001b[31mhere" : null;
        var run = await RunAsync(["Subject: a\n\n"], "--to", server.Address, "--from", "s@y.example", "--rcpt", "a@x.example", "--rcpt", "nobody@x.example");
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("550 5.1.1", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Repeat_and_sessions_multiply_and_share_the_work()
    {
        await using var server = ScriptedSmtpServer.Start();
        var run = await RunAsync(["Subject: a\n\n", "Subject: b\n\n"], "--to", server.Address, "--from", "s@y.example", "--rcpt", "a@x.example", "--repeat", "25", "--sessions", "4", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal((50, 50), (run.Lines.Count, server.Messages.Count));
        Assert.InRange(server.Sessions, 1, 4);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_server_that_is_not_there_are_lines_and_end_with_1()
    {
        await using var server = ScriptedSmtpServer.Start();
        var missing = await CommandRun.Of(new FakeSystem(), "", ["send", "nowhere.eml", "--to", server.Address, "--from", "s@y.example", "--rcpt", "a@x.example", "--json"], _folder);
        Assert.Equal(ExitCodes.Failed, missing.Exit);
        Assert.False(JsonDocument.Parse(missing.Lines[0]).RootElement.GetProperty("accepted").GetBoolean());

        var gone = await RunAsync(["Subject: a\n\n"], "--to", "127.0.0.1:1", "--from", "s@y.example", "--rcpt", "a@x.example");
        Assert.Equal(ExitCodes.Failed, gone.Exit);
        Assert.Contains("No connection to 127.0.0.1:1", gone.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to", "nowhere", "--from", "a@x.example", "--rcpt", "b@x.example")]
    [InlineData("--to", "127.0.0.1:25", "--rcpt", "b@x.example")]
    [InlineData("--to", "127.0.0.1:25", "--from", "a@x.example")]
    [InlineData("--to", "127.0.0.1:25", "--from", "a@x.example", "--rcpt", "b@x.example", "--sessions", "0")]
    [InlineData("--to", "127.0.0.1:25", "--from", "a@x.example", "--rcpt", "b@x.example", "--sessions", "1001")]
    [InlineData("--to", "127.0.0.1:25", "--from", "a@x.example", "--rcpt", "b@x.example", "--repeat", "1000001")]
    [InlineData("--to", "127.0.0.1:25", "--from", "a@x.example", "--rcpt", "b@x.example", "--auth-user", "a@x.example", "--tls")]
    [InlineData("--to", "127.0.0.1:25", "--from", "a@x.example", "--rcpt", "b@x.example", "--auth-user", "a@x.example", "--password-stdin")]
    [InlineData("--to", "127.0.0.1:465/tls", "--from", "a@x.example", "--rcpt", "b@x.example", "--tls")]
    public async Task What_cannot_be_meant_is_wrong_usage(params string[] options) =>
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync(["x"], options)).Exit);

    private async Task<CommandRun> RunAsync(string[] contents, params string[] options)
    {
        var files = contents.Select((_, i) => $"{i}.eml").ToArray();
        for (var i = 0; i < files.Length; i++) await File.WriteAllTextAsync(Path.Combine(_folder, files[i]), contents[i]);
        return await CommandRun.Of(new FakeSystem(), "", ["send", .. files, .. options], _folder);
    }
}
