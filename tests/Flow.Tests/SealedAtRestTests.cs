using System.Text;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>
/// A copy of the disk reads nothing: mail in every end state, people's addresses and passwords are in no file of the data folder,
/// neither while the system runs, nor after kill -9, nor after a clean stop; nor in what the system says.
/// </summary>
public sealed class SealedAtRestTests
{
    private const string Body = "Zwetschgenknoedel-in-the-body";
    private const string Subject = "Kaiserschmarrn-in-the-subject";
    private const string Sender = "quellensteuer@absender-elsewhere.test";
    private const string Here = "rindsroulade@wohnung.test";
    private const string Relayed = "palatschinken@aussenstelle.test";
    private const string Refusing = "topfenstrudel@abgelehnt.test";
    private const string Password = "Marillenmarmelade-is-my-password-7";
    private const string Helo = "leberkaese-client.test";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly PlainTextSearch Search = new(
        Body, Subject, Sender, Here, Relayed, Refusing, Password, Helo,
        "kaiserschmarrn", "quellensteuer", "rindsroulade", "palatschinken", "topfenstrudel", "absender-elsewhere", "wohnung.test", "aussenstelle", "abgelehnt.test");

    [Fact]
    public async Task No_file_and_no_line_of_the_log_has_the_plain_text_of_any_message_person_or_password()
    {
        await using var sink = new SinkServer { Misbehave = (stage, _) => stage == "mail" ? "451 4.3.0 not now" : null };
        await using var refusing = new SinkServer { Misbehave = (stage, line) => stage == "rcpt" ? $"550 5.1.1 nobody of that name: {line}" : null };
        await using var sekisho = new SekishoProcess
        {
            Workers = 0,
            ExtraConfiguration = """
                inspect:
                  workers: 2
                  whenAttachmentBlocked: reject
                """,
            Environment = { ["SEKISHO_TEST_FAULTS"] = "1" },
        };
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("house", "wohnung.test", null);
        await sekisho.AddTenantAsync("branch", "aussenstelle.test", sink.Address, "--relay-tls", "none");
        await sekisho.AddTenantAsync("refused", "abgelehnt.test", refusing.Address, "--relay-tls", "none");
        await sekisho.AddAccountAsync(Here, Password);
        foreach (var tenant in (string[])["house", "branch", "refused"]) Assert.Equal(0, (await sekisho.RunAsync("tenant", "archive", tenant, "--months", "12")).ExitCode);

        var ids = await SendAllAsync(sekisho);
        await AssertEndStatesAsync(sekisho, ids);
        await AssertIndexedAsync(sekisho, ids["mailbox"]);
        await AssertArchivedAsync(sekisho, ids);

        var running = Search.InFolder(sekisho.DataFolder);
        await sekisho.KillAllAsync();
        var killed = Search.InFolder(sekisho.DataFolder);
        var log = Search.In(Encoding.UTF8.GetBytes(sekisho.Log)).ToList();
        await sekisho.StartAsync();
        // What the crash left is readable for whoever may: nothing was only in memory.
        Assert.Equal(Subject, Assert.Single(await sekisho.JsonAsync("trace", ids["mailbox"])).GetProperty("subject").GetString());
        Assert.Equal(0, await sekisho.StopAsync());
        var stopped = Search.InFolder(sekisho.DataFolder);

        Assert.Empty(running);
        Assert.Empty(killed);
        Assert.Empty(stopped);
        Assert.Empty(log);
        Assert.Empty(Search.In(Encoding.UTF8.GetBytes(sekisho.Log)));
        await AssertSearchFindsAsync(sekisho.DataFolder, ids["mailbox"]);
    }

    /// <summary>Words are searched for, and lie in the store as tokens.</summary>
    private static async Task AssertIndexedAsync(SekishoProcess sekisho, string id)
    {
        var found = await sekisho.JsonAsync("mailbox", "search", Here, "KAISERSCHMARRN", "quellensteuer");
        Assert.Contains(found, item => item.GetProperty("id").GetString() == id);
        Assert.All(found, item => Assert.Equal(Subject, item.GetProperty("subject").GetString()));
        Assert.Empty(await sekisho.JsonAsync("mailbox", "search", Here, "kaiserschmarrn", "no-such-word"));
    }

    /// <summary>What was let through is in the archive, found by its words and opened for a reason; what is kept back or refused is not.</summary>
    private static async Task AssertArchivedAsync(SekishoProcess sekisho, Dictionary<string, string> ids)
    {
        var found = (await sekisho.JsonAsync("archive", "search", "house", "Kaiserschmarrn", "--reason", "test")).Select(item => item.GetProperty("id").GetString()).ToList();
        Assert.Equal([ids["large"], ids["mailbox"]], found);
        Assert.Equal(ids["queue"], Assert.Single(await sekisho.JsonAsync("archive", "search", "branch", "quellensteuer", "--reason", "test")).GetProperty("id").GetString());
        var shown = Assert.Single(await sekisho.JsonAsync("archive", "show", ids["mailbox"], "--reason", "test"));
        Assert.Equal((Sender, Here, Subject), (shown.GetProperty("sender").GetString(), shown.GetProperty("recipients")[0].GetString(), shown.GetProperty("subject").GetString()));
        Assert.Contains(Body, Encoding.ASCII.GetString(shown.GetProperty("contentBase64").GetBytesFromBase64()), StringComparison.Ordinal);
        var file = Path.Combine(sekisho.Folder, "exported.eml");
        Assert.Equal(0, (await sekisho.RunAsync("archive", "export", ids["queue"], file, "--reason", "test")).ExitCode);
        Assert.Contains(Body, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        foreach (var kept in (string[])["quarantine", "held", "refused"])
            Assert.NotEqual(0, (await sekisho.RunAsync("archive", "show", ids[kept], "--reason", "test")).ExitCode);
        Assert.NotEqual(0, (await sekisho.RunAsync("archive", "show", ids["mailbox"])).ExitCode);
    }

    private static async Task<Dictionary<string, string>> SendAllAsync(SekishoProcess sekisho)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mailbox"] = await SendAsync(sekisho, Sender, Here),
            ["large"] = await SendAsync(sekisho, Sender, Here, content: new StringBuilder().Insert(0, Body + "\r\n", 5000).ToString()),
            ["queue"] = await SendAsync(sekisho, Sender, Relayed),
            ["quarantine"] = await SendAsync(sekisho, Sender, Here, "Content-Type: multipart/mixed; boundary=\"first\"; boundary=\"second\"\r\n", $"--first\r\n\r\n{Body}\r\n--first--\r\n--second\r\n\r\n{Body}\r\n--second--\r\n"),
            ["held"] = await SendAsync(sekisho, Sender, Here, "X-Sekisho-Test-Fault: crash\r\n"),
            ["failed"] = await SendAsync(sekisho, Here, Refusing),
            ["refused"] = await SendAsync(sekisho, Sender, Here, "Content-Type: application/octet-stream; name=invoice.exe\r\nContent-Disposition: attachment; filename=invoice.exe\r\n"),
        };
        return ids;
    }

    private static async Task AssertEndStatesAsync(SekishoProcess sekisho, Dictionary<string, string> ids)
    {
        await WaitAsync(sekisho, ids["queue"], "deferred");
        await WaitAsync(sekisho, ids["failed"], "notice");
        await WaitAsync(sekisho, ids["held"], "held");
        await WaitAsync(sekisho, ids["quarantine"], "quarantined");
        await WaitAsync(sekisho, ids["refused"], "refused");
        var mailbox = await sekisho.JsonAsync("mailbox", "list", Here);
        Assert.Contains(mailbox, item => item.GetProperty("id").GetString() == ids["large"]);
        // The notice about the one that failed is in the mailbox of its sender.
        Assert.Contains(mailbox, item => item.GetProperty("sender").GetString() == "");
        Assert.Equal(ids["quarantine"], Assert.Single(await sekisho.JsonAsync("quarantine", "list")).GetProperty("id").GetString());
        var waiting = (await sekisho.JsonAsync("queue", "list")).Select(item => (item.GetProperty("recipient").GetString(), item.GetProperty("sender").GetString())).ToList();
        Assert.Contains((Relayed, Sender), waiting);
        var shown = await sekisho.RunAsync("mailbox", "show", ids["mailbox"], "--raw");
        Assert.Contains(Body, shown.StandardOutput, StringComparison.Ordinal);
    }

    private static async Task WaitAsync(SekishoProcess sekisho, string id, string step) => Assert.True(
        await SinkServer.WaitAsync(
            () => sekisho.JsonAsync("trace", id).GetAwaiter().GetResult()[0].GetProperty("events").EnumerateArray().Any(each => each.GetProperty("what").GetString() == step),
            Patience),
        $"{id} never was {step}: {(await sekisho.RunAsync("trace", id)).StandardOutput}\n{sekisho.Log}");

    /// <summary>The same search finds every form where it really is, and finds what is in the store's database in clear: message identifiers.</summary>
    private static async Task AssertSearchFindsAsync(string dataFolder, string id)
    {
        Assert.Contains(new PlainTextSearch(id).InFolder(dataFolder), found => found.StartsWith("store/store.db", StringComparison.Ordinal) && found.Contains("UTF-8", StringComparison.Ordinal));
        var planted = Path.Combine(dataFolder, "store", "content", "planted");
        await File.WriteAllBytesAsync(planted, Search.All());
        Assert.Equal(Search.Patterns, Search.InFolder(dataFolder).Count);
        File.Delete(planted);
    }

    private static async Task<string> SendAsync(SekishoProcess sekisho, string from, string to, string header = "", string? content = null)
    {
        await using var client = await RawSmtpClient.OpenAsync(sekisho.Mx);
        await client.ExpectAsync("220");
        await client.CommandAsync($"EHLO {Helo}", "250");
        var text = $"From: <{from}>\r\nTo: <{to}>\r\nSubject: {Subject}\r\nMIME-Version: 1.0\r\n{header}\r\n{content ?? Body + "\r\n"}";
        var reply = await client.SendMessageAsync(from, [to], WireForm.Stuffed(Encoding.ASCII.GetBytes(text)));
        return reply.Trim().Split(' ')[^1];
    }
}
