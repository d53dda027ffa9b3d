using System.Text.Json;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>The operator allows and blocks senders while the system runs.</summary>
public sealed class SenderListTests
{
    [Fact]
    public async Task A_blocked_sender_is_kept_from_readers_until_the_entry_is_gone_and_an_allowed_one_must_prove_himself()
    {
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess();
        sekisho.Dns.Add("proven.test", "TXT", "v=spf1 ip4:127.0.0.1 -all");
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("lists", "lists.test", sink.Address, "--relay-tls", "none");

        await ChangeAsync(sekisho, "block", "@bulk.test", "lists.test", "--note", "sells our addresses");
        await ChangeAsync(sekisho, "allow", "@unproven.test", "b@lists.test");
        await ChangeAsync(sekisho, "allow", "@proven.test", "b@lists.test");
        var listed = await sekisho.JsonAsync("senders", "list", "--for", "lists.test");
        Assert.Equal(["@bulk.test", "@unproven.test", "@proven.test"], listed.Select(entry => entry.GetProperty("sender").GetString()));
        Assert.Equal(("block", "lists.test", "sells our addresses"), (Text(listed[0], "list"), Text(listed[0], "for"), Text(listed[0], "note")));

        Assert.Equal(("quarantine", "list.blocked"), await SendAsync(sekisho, "a@bulk.test"));
        Assert.Equal(("accept", "list.allowed_unproven"), await SendAsync(sekisho, "a@unproven.test"));
        Assert.Equal(("accept", "list.allowed"), await SendAsync(sekisho, "a@proven.test"));

        await ChangeAsync(sekisho, "remove", "@bulk.test", "lists.test");
        Assert.Equal(1, (await sekisho.RunAsync("senders", "remove", "@bulk.test", "--for", "lists.test")).ExitCode);
        Assert.Equal(("accept", ""), await SendAsync(sekisho, "a@bulk.test"));
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 3, TimeSpan.FromMinutes(2)), "it never arrived");
    }

    private static async Task ChangeAsync(SekishoProcess sekisho, string action, string entry, string scope, params string[] more)
    {
        var result = await sekisho.RunAsync(["senders", action, entry, "--for", scope, .. more]);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private static async Task<(string Disposition, string Fact)> SendAsync(SekishoProcess sekisho, string from)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync(from, ["b@lists.test"], WireForm.Stuffed(System.Text.Encoding.ASCII.GetBytes(
            $"From: <{from}>\r\nTo: <b@lists.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@mail.test>\r\nSubject: hello\r\n\r\nHello.\r\n")));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        var verdict = Assert.Single(await sekisho.JsonAsync("trace", reply.Split(' ')[^1])).GetProperty("verdict");
        var facts = verdict.GetProperty("facts").EnumerateObject().Select(fact => fact.Name).Where(name => name.StartsWith("list.", StringComparison.Ordinal));
        return (Text(verdict, "disposition"), string.Join(' ', facts));
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
