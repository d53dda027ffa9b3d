using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>What a newcomer does first.</summary>
public sealed class FirstStartTests(FirstStartTests.NewSystem system) : IClassFixture<FirstStartTests.NewSystem>
{
    private static readonly byte[] Hello = WireForm.Stuffed("From: <a@elsewhere.test>\r\nTo: <hanako@first.test>\r\nSubject: =?utf-8?B?44GT44KT44Gr44Gh44Gv?=\r\n\r\nHello.\r\n"u8);

    [Theory]
    [InlineData("--single-process")]
    [InlineData]
    public async Task A_message_reaches_a_mailbox_and_its_whole_way_can_be_told(params string[] mode)
    {
        await using var sekisho = new SekishoProcess { Workers = 0, CommandsAreProcesses = true };
        await sekisho.StartAsync(mode);
        await sekisho.AddTenantAsync("first", "first.test", relay: null);
        await sekisho.AddAccountAsync("hanako@first.test");
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", ["hanako@first.test"], Hello);
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        var id = reply.Split(' ')[^1];

        var item = Assert.Single(await sekisho.JsonAsync("mailbox", "list", "hanako@first.test"));
        Assert.Equal(id, item.GetProperty("id").GetString());
        Assert.Equal("こんにちは", item.GetProperty("subject").GetString());
        var trace = Assert.Single(await sekisho.JsonAsync("trace", id));
        Assert.Contains("delivered", trace.GetProperty("events").EnumerateArray().Select(step => step.GetProperty("what").GetString()));
        var content = await sekisho.RunAsync("mailbox", "show", id, "--raw");
        Assert.EndsWith("\n\nHello.\n", content.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(0, await sekisho.StopAsync());
        var late = await sekisho.RunAsync("queue", "list");
        Assert.Equal(1, late.ExitCode);
        Assert.Contains("No system runs", late.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_for_nobody_and_for_others_is_refused_at_once()
    {
        var domain = await system.AddTenantAsync(null);
        await using var client = await RawSmtpClient.ConnectAsync(system.Sekisho.Mx);
        await client.CommandAsync("MAIL FROM:<a@elsewhere.test>", "250");
        Assert.StartsWith("550 5.1.1", await client.CommandAsync($"RCPT TO:<nobody@{domain}>", "550"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.7.1", await client.CommandAsync("RCPT TO:<someone@not-ours.test>", "550"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_on_the_same_data_is_refused_and_names_the_first()
    {
        var sekisho = system.Sekisho;
        var second = await sekisho.RunAsync("up");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains(sekisho.Ready.GetProperty("pid").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture), second.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_without_a_running_system_says_so()
    {
        var empty = Directory.CreateTempSubdirectory("sekisho-empty-").FullName;
        var result = await system.Sekisho.RunAsync("queue", "list", "--data", empty);
        Directory.Delete(empty, recursive: true);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No system runs", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submitted_message_goes_out_and_a_failure_comes_back_as_one_notice()
    {
        await using var sink = new SinkServer { Misbehave = (stage, _) => stage == "rcpt" ? "550 5.1.1 no such person" : null };
        var sekisho = system.Sekisho;
        var (ours, partner) = (await system.AddTenantAsync(null), await system.AddTenantAsync(sink));
        await sekisho.AddAccountAsync($"hanako@{ours}");
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await client.SendMessageAsync($"hanako@{ours}", [$"x@{partner}"], Hello), StringComparison.Ordinal);

        var notices = new List<System.Text.Json.JsonElement>();
        await SinkServer.WaitAsync(
            () =>
            {
                notices = [.. sekisho.JsonAsync("mailbox", "list", $"hanako@{ours}").GetAwaiter().GetResult()];
                return notices.Count > 0;
            },
            TimeSpan.FromSeconds(60));
        var notice = Assert.Single(notices);
        Assert.Equal("", notice.GetProperty("sender").GetString());
        var text = (await sekisho.RunAsync("mailbox", "show", notice.GetProperty("id").GetString()!, "--raw")).StandardOutput;
        Assert.Contains("multipart/report", text, StringComparison.Ordinal);
        Assert.Contains("Status: 5.1.1", text, StringComparison.Ordinal);
        Assert.Contains("Final-Recipient: rfc822;", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Secrets_and_sockets_are_for_the_owner_only()
    {
        var sekisho = system.Sekisho;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(sekisho.DataFolder) & others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(sekisho.DataFolder, "run", "operator.json")) & others);
    }

    /// <summary>As the program comes, with commands as a person runs them.</summary>
    public sealed class NewSystem() : SharedSystem(new SekishoProcess { Workers = 0, CommandsAreProcesses = true });
}
