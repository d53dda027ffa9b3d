using System.Text;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>The operator's rules over mail: changed while the system runs, and never worse than before.</summary>
public sealed class OwnRulesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Rules_come_into_force_without_a_restart_and_a_wrong_one_is_refused_while_the_old_stay()
    {
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess { Workers = 0 };
        var folder = Directory.CreateDirectory(Path.Combine(sekisho.Folder, "rules")).FullName;
        sekisho.ExtraConfiguration = """
            inspect:
              workers: 2
              rules: rules
            """;
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("rules", "rules.test", sink.Address, "--relay-tls", "none");
        var before = await sekisho.ProcessesAsync("inspect");
        Assert.Equal("accept", await VerdictAsync(sekisho, "probe"));

        await File.WriteAllTextAsync(Path.Combine(folder, "own.yml"), Rule("action: quarantine"));
        await UntilAsync(sekisho, notice => notice.Text.Contains(", 1 of them from", StringComparison.Ordinal));
        await UntilVerdictAsync(sekisho, "quarantine");
        Assert.Equal(before, await sekisho.ProcessesAsync("inspect"));

        await File.WriteAllTextAsync(Path.Combine(folder, "own.yml"), Rule("action: accept") + "\nscore: lots");
        await UntilAsync(sekisho, notice => notice.Problem && notice.Text.Contains("own.yml:12:1: The score 'lots' is no number", StringComparison.Ordinal));
        Assert.True(await SinkServer.WaitAsync(() => sekisho.Log.Contains("own.yml:12:1", StringComparison.Ordinal), Patience), sekisho.Log);
        Assert.Equal("quarantine", await VerdictAsync(sekisho, "probe"));

        // A worker that is started again judges by the rules in force, not by the file.
        await sekisho.KillAsync("inspect");
        Assert.True(await SinkServer.WaitAsync(() => Running(sekisho).Except(before).Count() == 2, Patience), "the workers did not come back");
        await UntilVerdictAsync(sekisho, "quarantine", never: "accept");
        Assert.Equal("accept", await VerdictAsync(sekisho, "other"));
    }

    private static IReadOnlyList<int> Running(SekishoProcess sekisho) => sekisho.ProcessesAsync("inspect").GetAwaiter().GetResult();

    // Every worker is to have them: each message may go to another. While they start, mail is held.
    private static async Task UntilVerdictAsync(SekishoProcess sekisho, string wanted, string? never = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        for (var row = 0; row < 4;)
        {
            var verdict = await VerdictAsync(sekisho, "probe");
            Assert.NotEqual(never, verdict);
            row = verdict == wanted ? row + 1 : 0;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"mail is not judged '{wanted}'");
        }
    }

    private static async Task UntilAsync(SekishoProcess sekisho, Func<(bool Problem, string Text), bool> condition)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var notices = (await sekisho.JsonAsync("status")).Where(line => line.GetProperty("item").GetString() == "notice")
                .Select(line => (line.GetProperty("problem").GetBoolean(), line.GetProperty("text").GetString()!)).ToList();
            if (notices.Exists(notice => condition(notice))) return;
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"status says: {string.Join('\n', notices)}");
        }
    }

    private static async Task<string> VerdictAsync(SekishoProcess sekisho, string subject)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", ["b@rules.test"], WireForm.Stuffed(Encoding.ASCII.GetBytes(
            $"From: <a@elsewhere.test>\r\nTo: <b@rules.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: {subject}\r\n\r\nText.\r\n")));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        var trace = Assert.Single(await sekisho.JsonAsync("trace", reply.Split(' ')[^1]));
        return trace.GetProperty("verdict").GetProperty("disposition").GetString()!;
    }

    private static string Rule(string meaning) =>
        $"""
        title: A word in the subject
        id: 5b8c6e52-4f7a-4a5e-9d0b-6a1f4d1c2e37
        logsource:
            product: sekisho
            category: email
        detection:
            selection:
                subject: probe
            condition: selection
        reason: spam_content
        {meaning}
        """;
}
