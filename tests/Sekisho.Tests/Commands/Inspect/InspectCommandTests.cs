using System.Text.Json;
using Sekisho.Output;

namespace Sekisho.Tests.Commands.Inspect;

public sealed class InspectCommandTests : IDisposable
{
    private const string Plain = "From: a@x.example\r\nTo: b@y.example\r\nSubject: hello\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <1@x.example>\r\n\r\nHello.\r\n";

    private const string Executable =
        "From: a@x.example\r\nTo: b@y.example\r\nSubject: run me\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <2@x.example>\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n"
        + "--b\r\nContent-Type: application/octet-stream; name=\"invoice.exe\"\r\nContent-Disposition: attachment; filename=\"invoice.exe\"\r\n\r\nMZ\r\n--b--\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-inspect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_file_is_one_line_in_the_order_given_and_folders_are_gone_through()
    {
        await WriteAsync("b.eml", Plain);
        await WriteAsync("sub/2.eml", Executable);
        await WriteAsync("sub/1/1.eml", Plain);
        var run = await CommandRun.Of(new FakeSystem(), "", ["inspect", "sub", "b.eml", "sub/2.eml", "--json"], _folder);
        Assert.Equal(ExitCodes.Done, run.Exit);
        var lines = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["sub/1/1.eml", "sub/2.eml", "b.eml", "sub/2.eml"], lines.Select(line => line.GetProperty("file").GetString()));
        Assert.Equal(["accept", "quarantine", "accept", "quarantine"], lines.Select(line => line.GetProperty("disposition").GetString()));
        Assert.All(lines, line =>
        {
            Assert.Equal(JsonValueKind.Number, line.GetProperty("score").ValueKind);
            Assert.Equal(JsonValueKind.Array, line.GetProperty("reasons").ValueKind);
            Assert.Equal(JsonValueKind.Object, line.GetProperty("facts").ValueKind);
        });
        var reason = lines[1].GetProperty("reasons")[0];
        Assert.Equal("attachment_blocked", reason.GetProperty("code").GetString());
        Assert.StartsWith("attachments.blocked: part ", reason.GetProperty("evidence").GetString(), StringComparison.Ordinal);
        Assert.Equal("An attachment of a blocked type", reason.GetProperty("title").GetString());
        Assert.True(Guid.TryParse(reason.GetProperty("rule").GetString(), out _));
        Assert.Equal(20, reason.GetProperty("points").GetDouble());
    }

    [Fact]
    public async Task Many_files_keep_their_order()
    {
        for (var i = 0; i < 200; i++) await WriteAsync($"m/{i:000}.eml", i % 7 == 0 ? Executable : Plain);
        var run = await CommandRun.Of(new FakeSystem(), "", ["inspect", "m", "--json"], _folder);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"m/{i:000}.eml"), run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_line_with_an_error_and_stops_nothing()
    {
        await WriteAsync("a.eml", Plain);
        var run = await CommandRun.Of(new FakeSystem(), "", ["inspect", "none.eml", "a.eml", "--json"], _folder);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Equal(2, run.Lines.Count);
        var error = JsonDocument.Parse(run.Lines[0]).RootElement;
        Assert.Equal(["file", "error"], error.EnumerateObject().Select(property => property.Name));
        Assert.Equal("accept", JsonDocument.Parse(run.Lines[1]).RootElement.GetProperty("disposition").GetString());
    }

    [Fact]
    public async Task What_a_message_or_a_file_name_contains_cannot_act_on_the_terminal()
    {
        await WriteAsync("\u001b[2J\u202e.eml", Executable.Replace("invoice.exe", "in\u001b]0;owned\a.exe", StringComparison.Ordinal));
        var text = await CommandRun.Of(new FakeSystem(), "", ["inspect", "."], _folder, terminal: true);
        Assert.Equal(ExitCodes.Done, text.Exit);
        Assert.NotEmpty(text.Out);
        Assert.DoesNotContain('\u001b', text.Out);
        Assert.DoesNotContain('\u202e', text.Out);
    }

    [Fact]
    public async Task An_empty_file_and_bytes_of_chance_are_messages_too()
    {
        await WriteAsync("0.eml", "");
        var chance = new byte[5000];
        for (var i = 0; i < chance.Length; i++) chance[i] = (byte)((i * 31) ^ (i >> 3));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "1.eml"), chance);
        var run = await CommandRun.Of(new FakeSystem(), "", ["inspect", "0.eml", "1.eml", "--json"], _folder);
        Assert.Equal((ExitCodes.Done, 2), (run.Exit, run.Lines.Count));
    }

    [Fact]
    public async Task An_empty_folder_is_a_failure()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        var run = await CommandRun.Of(new FakeSystem(), "", ["inspect", "empty"], _folder);
        Assert.Equal((ExitCodes.Failed, ""), (run.Exit, run.Out));
    }

    [Fact]
    public async Task A_folder_linked_into_itself_ends()
    {
        await WriteAsync("m/a.eml", Plain);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "m", "loop"), Path.Combine(_folder, "m"));
        var run = await CommandRun.Of(new FakeSystem(), "", ["inspect", "m", "--json"], _folder);
        Assert.Equal("m/a.eml", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("file").GetString());
    }

    [Theory]
    [InlineData("--client-ip", "nowhere")]
    [InlineData("--dns", "resolver.example:53")]
    public async Task What_is_no_address_is_wrong_usage(params string[] options) =>
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(["inspect", "x.eml", .. options])).Exit);

    private async Task WriteAsync(string path, string content)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await File.WriteAllTextAsync(full, content);
    }
}
