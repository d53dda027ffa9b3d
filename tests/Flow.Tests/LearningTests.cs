using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>What a tenant's people decide over messages changes what becomes of similar ones, for that tenant alone.</summary>
public sealed class LearningTests
{
    /// <summary>As many of each sort as it takes before anything is judged by them.</summary>
    private const int Decisions = 10;

    private const string Wanted = "The auction house announces lots of antique clocks, barometers and sextants; viewing begins on Thursday in the great hall, catalogue numbers are printed on every label.";
    private const string Unwanted = "Our plumbers unblock drains, gutters and boilers around midnight; ask for the winter voucher, mention your neighbour and the second visit is on the house.";

    [Fact]
    public async Task Released_messages_let_their_like_through_and_deleted_ones_keep_theirs_out_for_that_tenant_only()
    {
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink);

        // Wrongly held, and just not held: with what is learned three points less, or three more, decide.
        Assert.Equal("quarantine", (await SendAsync(sekisho, "b@first.test", "offer", Wanted, 90)).Disposition);
        Assert.NotEqual("quarantine", (await SendAsync(sekisho, "b@first.test", "nearly", Unwanted, 91)).Disposition);

        string released = "", deleted = "";
        for (var i = 0; i < Decisions; i++)
        {
            released = await DecideAsync(sekisho, "release", await SendAsync(sekisho, "b@first.test", "offer", Wanted, i));
            deleted = await DecideAsync(sekisho, "delete", await SendAsync(sekisho, "b@first.test", "offer", Unwanted, 20 + i));
        }

        Assert.Equal((Decisions, Decisions, true), await LearnedAsync(sekisho, "first.test"));
        var arrived = sink.Count;
        var good = await SendAsync(sekisho, "b@first.test", "offer", Wanted, 50);
        Assert.True(good.Disposition is "accept" or "tag", good.Disposition);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count > arrived, TimeSpan.FromMinutes(2)), "it never arrived");
        Assert.Equal("quarantine", (await SendAsync(sekisho, "b@first.test", "nearly", Unwanted, 51)).Disposition);

        // Nobody else has decided anything.
        Assert.Equal("quarantine", (await SendAsync(sekisho, "b@second.test", "offer", Wanted, 52)).Disposition);
        Assert.NotEqual("quarantine", (await SendAsync(sekisho, "b@second.test", "nearly", Unwanted, 53)).Disposition);
        Assert.Equal((0, 0, false), await LearnedAsync(sekisho, "second.test"));

        // Of a message that was delivered nothing is kept: it is taught from a file. A decision that was wrong can be changed, and is unlearned.
        var refused = await sekisho.RunAsync("learned", "decide", good.Id, "--as", "bad");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("learned teach FILE", refused.StandardError, StringComparison.Ordinal);
        Assert.Equal((Decisions, Decisions, true), await LearnedAsync(sekisho, "first.test"));
        var file = Path.Combine(sekisho.Folder, "delivered.eml");
        await File.WriteAllBytesAsync(file, Message("b@first.test", "offer", Wanted, 50));
        var taught = await sekisho.RunAsync("learned", "teach", file, "--for", "first.test", "--as", "bad");
        Assert.True(taught.ExitCode == 0, taught.StandardError);
        Assert.Equal((Decisions, Decisions + 1, true), await LearnedAsync(sekisho, "first.test"));
        foreach (var id in (string[])[released, deleted])
            Assert.Equal(0, (await sekisho.RunAsync("learned", "decide", id, "--as", "nothing")).ExitCode);
        Assert.Equal((Decisions - 1, Decisions, false), await LearnedAsync(sekisho, "first.test"));
        Assert.Equal(1, (await sekisho.RunAsync("learned", "decide", released, "--as", "nothing")).ExitCode);
        Assert.Equal("quarantine", (await SendAsync(sekisho, "b@first.test", "offer", Wanted, 54)).Disposition);
    }

    [Fact]
    public async Task A_message_that_was_held_for_want_of_a_scanner_teaches_as_any_other()
    {
        EndPoint at;
        await using (var gone = new FakeScanner(new IPEndPoint(IPAddress.Loopback, 0))) at = gone.Address;
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink, $"clamd:\n  address: \"{at}\"\n");
        var held = await SendAsync(sekisho, "b@first.test", "offer", Unwanted, 1);
        Assert.Equal("defer", held.Disposition);
        await using var scanner = new FakeScanner(at);
        Assert.Equal(0, (await sekisho.RunAsync("queue", "flush")).ExitCode);
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(2);
        while ((await sekisho.JsonAsync("quarantine", "list")).Count == 0) Assert.True(TimeProvider.System.GetUtcNow() < deadline, "it was not inspected again");
        await DecideAsync(sekisho, "delete", held);
        Assert.Equal((0, 1, false), await LearnedAsync(sekisho, "first.test"));
    }

    private static async Task<SekishoProcess> StartAsync(SinkServer sink, string inspection = "")
    {
        var sekisho = new SekishoProcess { Workers = 0 };
        var folder = Directory.CreateDirectory(Path.Combine(sekisho.Folder, "rules")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "own.yml"), Rule("offer", 11, "4a55e0a7-0d4c-4d24-9b53-8c4c3a1d7f01") + "---\n" + Rule("nearly", 8, "4a55e0a7-0d4c-4d24-9b53-8c4c3a1d7f02"));
        sekisho.ExtraConfiguration = "inspect:\n  workers: 1\n  rules: rules\n" + inspection;
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("first", "first.test", sink.Address, "--relay-tls", "none");
        await sekisho.AddTenantAsync("second", "second.test", sink.Address, "--relay-tls", "none");
        return sekisho;
    }

    private static async Task<(string Id, string Disposition)> SendAsync(SekishoProcess sekisho, string to, string subject, string text, int number)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync(From(number), [to], WireForm.Stuffed(Message(to, subject, text, number)));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        var id = reply.Split(' ')[^1];
        return (id, Assert.Single(await sekisho.JsonAsync("trace", id)).GetProperty("verdict").GetProperty("disposition").GetString()!);
    }

    private static string From(int number) => string.Create(CultureInfo.InvariantCulture, $"a@s{number}.test");

    private static byte[] Message(string to, string subject, string text, int number) => Encoding.ASCII.GetBytes(
        $"From: <{From(number)}>\r\nTo: <{to}>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <{number}@s.test>\r\nSubject: {subject}\r\n\r\n{text}\r\n");

    private static async Task<string> DecideAsync(SekishoProcess sekisho, string how, (string Id, string Disposition) message)
    {
        var result = await sekisho.RunAsync("quarantine", how, message.Id);
        Assert.True(result.ExitCode == 0, result.StandardError);
        return message.Id;
    }

    private static async Task<(int Good, int Bad, bool InUse)> LearnedAsync(SekishoProcess sekisho, string domain)
    {
        JsonElement item = Assert.Single(await sekisho.JsonAsync("learned", "show", "--for", domain));
        return (item.GetProperty("good").GetInt32(), item.GetProperty("bad").GetInt32(), item.GetProperty("inUse").GetBoolean());
    }

    private static string Rule(string word, int score, string id) =>
        $"""
        title: The word {word} in the subject
        id: {id}
        logsource:
            product: sekisho
            category: email
        detection:
            selection:
                subject: {word}
            condition: selection
        reason: spam_content
        score: {score}

        """;
}
