using System.Text;
using System.Text.Json;
using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Reading;
using Sekisho.Roles;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Boxes;
using Sekisho.Store;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Queue;
using Sekisho.Vault;
using Sekisho.Vault.Directory;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Orders;
using Xunit.Abstractions;

namespace Sekisho.Flow.Tests;

/// <summary>
/// Promise 1: an intruder with the whole of a role that faces the Internet – its code, its token, its sockets – gets no
/// credential, no key, and mail of people only who are logged in, up to the budget; and all of it is on record.
/// </summary>
public sealed class IntruderTests(ITestOutputHelper output)
{
    private const string Victim = "ayumi@house.test";
    private const string NotLoggedIn = "ken@house.test";
    private const string Password = "nine lives of quiet cats";

    private string? _ticket;

    // 30 in an hour are 3 in a minute.
    private const int Budget = 3;

    [Fact]
    public async Task An_intruder_in_web_gets_no_credential_no_key_and_only_a_budget_of_mail_of_who_is_logged_in()
    {
        await using var sekisho = new SekishoProcess { ExtraConfiguration = "vault:\n  ticketMessages: 30" };
        sekisho.Environment["SEKISHO_TEST_FAULTS"] = "web-token";
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("house", "house.test", null);
        await sekisho.AddAccountAsync(Victim, Password);
        await sekisho.AddAccountAsync(NotLoggedIn, Password);
        foreach (var recipient in new[] { Victim, NotLoggedIn })
            for (var i = 0; i < Budget + 2; i++) await SendAsync(sekisho, recipient);
        using var web = Connect(sekisho, "web.json");

        Assert.Equal(0, await DumpAsync(web));
        Assert.Equal(0, await ActAsPeopleAsync(web));
        var mail = await ReadMailAsync(web);

        Assert.Equal((Budget, 0), mail);
        // Frozen means everything: the ticket opens no list any more either.
        Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(async () => await LeaseAsync(web, _ticket!))).Failure);
        using var operating = OperatorConnection.Open(sekisho.DataFolder);
        await AssertEachIsOnRecordAsync(operating);
        var entries = await EntriesAsync(operating);
        Assert.Equal(Budget, entries.Count(entry => entry is ("message.read", "done")));
        // The tries at the other mailbox count like readings, and are on record as refused.
        Assert.Equal(Budget, entries.Count(entry => entry is ("message.read", "refused")));
        Assert.Equal(2, entries.Count(entry => entry.Type == "budget.exceeded"));
        Assert.Equal(2, entries.Count(entry => entry.Type == "caller.frozen"));
        Assert.Equal(3, entries.Count(entry => entry.Type == "session.opened"));
        // Ending the logins of others: once for nobody, once for somebody without the right.
        Assert.Equal(2, entries.Count(entry => entry is ("right.refused", "refused")));
        output.WriteLine($"credentials 0, keys 0, messages {mail.Own} of the live ticket, {mail.Others} of others; {entries.Count} entries in the ledger");
    }

    /// <summary>Each message that was opened is on record by itself: which ticket, whose mailbox, which message, which key, and who asked.</summary>
    private static async Task AssertEachIsOnRecordAsync(OperatorConnection calls)
    {
        var page = await calls.SendAsync(LedgerCalls.Read, new ReadRequest(0, ReadRequest.MaxCount));
        var read = page.Entries.Select(text => JsonDocument.Parse(text).RootElement)
            .Where(entry => entry.GetProperty("type").GetString() == "message.read" && entry.GetProperty("outcome").GetString() == "done").ToList();
        Assert.Equal(Budget, read.Select(entry => entry.GetProperty("what").GetProperty("reference").GetString()).Distinct().Count());
        Assert.Single(read.Select(entry => entry.GetProperty("who").GetProperty("ticket").GetString()).Distinct());
        Assert.Single(read.Select(entry => entry.GetProperty("details").GetProperty("key").GetString()).Distinct());
        Assert.All(read, entry =>
        {
            Assert.Equal("vault", entry.GetProperty("role").GetString());
            Assert.Equal("web", entry.GetProperty("details").GetProperty("caller").GetString());
            Assert.Equal("mailbox-message", entry.GetProperty("what").GetProperty("class").GetString());
        });
    }

    private static async Task LeaseAsync(CallClient web, string ticket) => await web.SendAsync(VaultCalls.LeaseIndexKey, new IndexKeyRequest(ticket));

    /// <summary>Tries every call there is.</summary>
    /// <returns>How many gave something that web may not have.</returns>
    private static async Task<int> DumpAsync(CallClient web)
    {
        var leaked = 0;
        var tried = 0;
        foreach (var name in RoleTable.Calls.Where(call => call != RoleTable.HealthCall && !RoleTable.MayCall(RoleKind.Web, call)))
        {
            var callee = RoleTable.Entries.Single(entry => entry.Kind != RoleKind.Operator && name.StartsWith(entry.Name + ".", StringComparison.Ordinal)).Kind;
            var call = new Call<Nothing, Nothing> { Callee = callee, Name = name, RequestType = RolesJson.Default.Nothing, ReplyType = RolesJson.Default.Nothing };
            var refusal = await Record.ExceptionAsync(async () => await web.SendAsync(call, Nothing.Value));
            if (refusal is not CallException { Failure: CallFailure.NotAllowed }) leaked++;
            tried++;
        }

        Assert.True(tried >= 40, $"only {tried} calls");
        return leaked;
    }

    /// <summary>Acts in the name of people: for nobody, and for somebody who has no such right. What the table of roles would stop is tried as well.</summary>
    /// <returns>How much of it was done.</returns>
    private static async Task<int> ActAsPeopleAsync(CallClient web)
    {
        var ticket = (await web.SendAsync(VaultCalls.LogIn, new LogInRequest(Victim, Password, "192.0.2.1"))).Ticket;
        var done = 0;
        foreach (var behalf in new CallBehalf?[] { null, new CallBehalf { Ticket = ticket, Person = "root" } })
        {
            var order = (behalf ?? new CallBehalf()) with { Order = "1:store.queue-change:AA:web:0:9999999999999:0:0:00000000000000000000000000000000" };
            (CallFailure Wall, Func<Task> Act)[] acts =
            [
                (CallFailure.NotAllowed, async () => await web.SendAsync(VaultCalls.AddAccount with { Behalf = behalf }, new AddAccountRequest(Victim, null, AccountRight.Operator))),
                (CallFailure.NotAllowed, async () => await web.SendAsync(VaultCalls.Order with { Behalf = behalf }, new OrderRequest { Queue = new ChangeRequest(QueueAction.Flush, null) })),
                (CallFailure.NotAllowed, async () => await web.SendAsync(StoreCalls.QueueChange with { Behalf = order }, new ChangeRequest(QueueAction.Flush, null))),
                (CallFailure.Rejected, async () => await web.SendAsync(VaultCalls.Revoke with { Behalf = behalf }, new RevokeRequest(null, NotLoggedIn))),
            ];
            foreach (var (wall, act) in acts)
                if (await Record.ExceptionAsync(act) is not CallException failed || failed.Failure != wall) done++;
        }

        return done;
    }

    /// <summary>Reads all it can with the one ticket that is live.</summary>
    private async Task<(int Own, int Others)> ReadMailAsync(CallClient web)
    {
        var logIn = await web.SendAsync(VaultCalls.LogIn, new LogInRequest(Victim, Password, "192.0.2.1"));
        Assert.Equal(LogInResult.Granted, logIn.Result);
        int own = 0, others = 0;
        foreach (var account in new[] { NotLoggedIn, Victim })
        {
            foreach (var item in (await web.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(account))).Items)
            {
                byte[]? box;
                await using (var content = await web.OpenAsync(StoreCalls.MailboxContent, new ByIdRequest(item.Id))) box = content.Value.Box;
                Assert.True(SealedBox.TryParse(box, out var read));
                var key = await OpenAsync(web, logIn.Ticket!, item.Id, read);
                if (key is null) continue;
                using (key)
                {
                    using var secret = read.Open(key);
                    Assert.NotNull(secret);
                }

                if (account == Victim) own++;
                else others++;
            }

            // The first ticket is frozen by now: what was refused has counted, too.
            if (account == NotLoggedIn) logIn = await web.SendAsync(VaultCalls.LogIn, new LogInRequest(Victim, Password, "192.0.2.1"));
        }

        _ticket = logIn.Ticket;
        return (own, others);
    }

    private static async Task<BoxKey?> OpenAsync(CallClient web, string ticket, string message, SealedBox box)
    {
        try
        {
            var item = new BoxItem(message, box.Header.Bytes.ToArray(), Encoding.ASCII.GetBytes(message));
            var key = (await web.SendAsync(VaultCalls.OpenMessage, new OpenMessageRequest(ticket, null, item))).Keys[0].Key;
            return key is null ? null : BoxKey.TryRead(key);
        }
        catch (CallException refusal) when (refusal.Failure == CallFailure.Rejected)
        {
            return null;
        }
    }

    private static async Task<List<(string Type, string Outcome)>> EntriesAsync(OperatorConnection calls)
    {
        var entries = new List<(string, string)>();
        while (true)
        {
            var page = await calls.SendAsync(LedgerCalls.Read, new ReadRequest(entries.Count, ReadRequest.MaxCount));
            if (page.Entries.Count == 0) return entries;
            foreach (var text in page.Entries)
            {
                var json = JsonDocument.Parse(text).RootElement;
                entries.Add((json.GetProperty("type").GetString()!, json.TryGetProperty("outcome", out var outcome) ? outcome.GetString()! : "done"));
            }
        }
    }

    private static async Task SendAsync(SekishoProcess sekisho, string recipient)
    {
        var file = Path.Combine(sekisho.Folder, "m.eml");
        await File.WriteAllTextAsync(file, "From: someone@elsewhere.test\r\nTo: you\r\nSubject: hello\r\n\r\nA few words.\r\n");
        var sent = await sekisho.RunAsync("send", file, "--to", sekisho.Mx, "--from", "someone@elsewhere.test", "--rcpt", recipient);
        Assert.True(sent.ExitCode == 0, sent.StandardOutput + sent.StandardError);
    }

    private static CallClient Connect(SekishoProcess sekisho, string file)
    {
        var content = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(sekisho.DataFolder, "run", file)), SupervisionJson.Default.OperatorFile)!;
        return new CallClient(content.Token, content.Callees, TimeProvider.System);
    }
}
