using System.Text.Json;
using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Supervision;

namespace Sekisho.Flow.Tests;

#pragma warning disable CA1001 // xunit's own life cycle disposes of the system.
/// <summary>People of a tenant log in at the command line: each may what their right says, and the ledger says who it was.</summary>
public sealed class PersonTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Admin = "admin@house.test";
    private const string Auditor = "auditor@house.test";
    private const string User = "ken@house.test";

    private readonly SekishoProcess _sekisho = new();

    public Task InitializeAsync() => _sekisho.StartAsync();

    public async Task DisposeAsync() => await _sekisho.DisposeAsync();

    [Fact]
    public async Task A_tenant_administrator_changes_their_own_tenant_an_auditor_reads_it_a_user_does_neither_and_all_of_it_is_on_record()
    {
        foreach (var tenant in new[] { "house", "annex" })
        {
            await _sekisho.AddTenantAsync(tenant, tenant + ".test", null);
            Assert.Equal(0, (await _sekisho.RunAsync("senders", "block", "@bulk.test", "--for", tenant + ".test")).ExitCode);
        }

        await _sekisho.AddAccountAsync("emi@annex.test", PeopleAtTheMachine.Password);
        foreach (var (address, right) in new[] { (Admin, "tenant_admin"), (Auditor, "auditor"), (User, "user") }) await PeopleAtTheMachine.AddAndLogInAsync(_sekisho, address, right);
        var ours = await QuarantineAsync(User);
        var another = await QuarantineAsync(User);
        var theirs = await QuarantineAsync("emi@annex.test");

        await AssertAdministratorAsync(ours, another, theirs);
        await AssertAuditorAsync(another, theirs);
        foreach (var command in new[] { "quarantine list", $"quarantine show {another} --raw", "account list --tenant house", "account add y@house.test", "tenant list", "status" })
            await RefusedAsync(User, command.Split(' '));
        await AssertNamedAsync();
        await AssertEndsAsync(another);
    }

    private async Task AssertAdministratorAsync(string ours, string another, string theirs)
    {
        Assert.Equal([ours, another], (await _sekisho.JsonAsync("quarantine", "list", "--person", Admin)).Select(item => item.GetProperty("id").GetString()));
        Assert.Contains("Hello.", (await DoneAsync("quarantine", "show", ours, "--raw", "--person", Admin)).StandardOutput, StringComparison.Ordinal);
        await RefusedAsync(Admin, "quarantine", "release", theirs);
        await RefusedAsync(Admin, "quarantine", "show", theirs);
        await RefusedAsync(Admin, "trace", theirs);
        Assert.Empty(await _sekisho.JsonAsync("senders", "list", "--for", "annex.test", "--person", Admin));
        await DoneAsync("quarantine", "release", ours, "--person", Admin);
        await DoneAsync("account", "add", "new@house.test", "--person", Admin);
        await DoneAsync("account", "list", "--tenant", "house", "--person", Admin);
        await DoneAsync("senders", "block", "@spam.test", "--for", "house.test", "--person", Admin);
        string[] refused =
        [
            "account add new@annex.test", "account list", "account list --tenant annex", "senders block @spam.test --for annex.test", "tenant list",
            "tenant add more --domain more.test", "queue flush", "vault status", "account add boss@house.test --right operator", "status", "ledger checkpoint",
            "mailbox list ken@house.test",
        ];
        foreach (var command in refused) await RefusedAsync(Admin, command.Split(' '));
        // As nobody who is logged in, and as somebody else than the ticket's.
        await RefusedAsync("emi@annex.test", "quarantine", "list");
    }

    private async Task AssertAuditorAsync(string another, string theirs)
    {
        Assert.Equal(another, Assert.Single(await _sekisho.JsonAsync("quarantine", "list", "--person", Auditor)).GetProperty("id").GetString());
        await DoneAsync("account", "list", "--tenant", "house", "--person", Auditor);
        await DoneAsync("trace", another, "--person", Auditor);
        foreach (var command in new[] { $"quarantine release {another}", $"quarantine delete {another}", $"quarantine show {another} --raw", $"quarantine release {theirs}", "account add x@house.test", "senders block @x.test --for house.test", "queue flush" })
            await RefusedAsync(Auditor, command.Split(' '));
    }

    /// <summary>What they did and what was refused names them, always by the same reference, and never in clear.</summary>
    private async Task AssertNamedAsync()
    {
        using var operating = OperatorConnection.Open(_sekisho.DataFolder);
        var entries = new List<JsonElement>();
        while (await operating.SendAsync(LedgerCalls.Read, new ReadRequest(entries.Count, ReadRequest.MaxCount)) is { Entries: { Count: > 0 } page })
        {
            Assert.DoesNotContain(page, text => text.Contains("house.test", StringComparison.Ordinal));
            entries.AddRange(page.Select(text => JsonDocument.Parse(text).RootElement));
        }

        var tickets = entries.Where(entry => Type(entry) == "session.opened").Select(entry => entry.GetProperty("who")).ToList();
        Assert.Equal(3, tickets.Count);
        foreach (var (person, ticket) in tickets.Select(who => (who.GetProperty("person").GetString()!, who.GetProperty("ticket").GetString()!)))
        {
            var acts = entries.Where(entry => Type(entry) != "session.opened" && entry.TryGetProperty("who", out var who) && who.TryGetProperty("ticket", out var used) && used.GetString() == ticket).ToList();
            Assert.NotEmpty(acts);
            Assert.All(acts, act => Assert.Equal(person, act.GetProperty("who").GetProperty("person").GetString()));
            Assert.Contains(acts, act => Type(act) == "right.refused");
        }

        // The orders: one was carried out, one was for the other tenant, three were the auditor's, for whom they reach no further than their own mail.
        Assert.Equal(5, entries.Count(entry => Type(entry) == "quarantine.changed" && entry.GetProperty("who").TryGetProperty("ticket", out _)));
    }

    /// <summary>A right that is taken, a logout, and somebody who keeps a copy of the ticket.</summary>
    private async Task AssertEndsAsync(string another)
    {
        Assert.Equal(0, (await _sekisho.RunAsync("account", "add", Auditor, "--right", "user")).ExitCode);
        await RefusedAsync(Auditor, "quarantine", "list");
        var folder = Path.Combine(_sekisho.Folder, "tickets");
        var copies = Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllBytes);
        Assert.Equal(3, copies.Count);
        Assert.All(copies.Keys, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        await DoneAsync("logout", Admin);
        Assert.Equal(1, (await _sekisho.RunAsync("logout", Admin)).ExitCode);
        await RefusedAsync(Admin, "quarantine", "list");
        foreach (var (file, bytes) in copies) await File.WriteAllBytesAsync(file, bytes);
        await RefusedAsync(Admin, "quarantine", "release", another);
    }

    private async Task<string> QuarantineAsync(string recipient)
    {
        await using var client = await RawSmtpClient.ConnectAsync(_sekisho.Mx);
        var reply = await client.SendMessageAsync("a@bulk.test", [recipient], WireForm.Stuffed(System.Text.Encoding.ASCII.GetBytes(
            $"From: <a@bulk.test>\r\nTo: <{recipient}>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@mail.test>\r\nSubject: hello\r\n\r\nHello.\r\n")));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }

    private async Task<CommandResult> DoneAsync(params string[] words)
    {
        var result = await _sekisho.RunAsync(words);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)}: {result.StandardError}");
        return result;
    }

    private async Task RefusedAsync(string person, params string[] words)
    {
        var result = await _sekisho.RunAsync([.. words, "--person", person]);
        Assert.True(result.ExitCode == 1, $"{string.Join(' ', words)} as {person} ended with {result.ExitCode}: {result.StandardOutput} {result.StandardError}");
    }

    private static string Type(JsonElement entry) => entry.GetProperty("type").GetString()!;
}
