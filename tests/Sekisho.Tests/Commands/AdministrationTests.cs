using System.Text;
using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Output;
using Sekisho.Store;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Vault;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Orders;

namespace Sekisho.Tests.Commands;

public sealed class AdministrationTests
{
    private const string Id = "01kag3vq7t3v0e8w6m4c2y9x5z";
    private const string Hostile = "\u001b]0;owned\aInvoice \u202efdp.exe";

    [Fact]
    public async Task Queue_list_goes_through_all_pages()
    {
        var system = new FakeSystem().Answer(StoreCalls.QueueList, request => request.After switch
        {
            null => SealedSamples.Queue(Id, "next", "s@y.example", null, "a@x.example", "b@x.example"),
            "next" => SealedSamples.Queue(Id, null, "s@y.example", null, "c@x.example"),
            _ => throw new InvalidOperationException(request.After),
        }).WithVault();
        var run = await CommandRun.Of(system, "queue", "list", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(["a@x.example", "b@x.example", "c@x.example"], run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("recipient").GetString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_from_mail_cannot_act_on_the_terminal(bool terminal)
    {
        var system = new FakeSystem()
            .Answer(StoreCalls.QueueList, _ => SealedSamples.Queue(Id, null, Hostile, Hostile, "[red]" + Hostile))
            .Answer(StoreCalls.QuarantineList, _ => SealedSamples.Quarantine(Id, Hostile, Judged()))
            .Answer(StoreCalls.MailboxList, _ => SealedSamples.MailboxOf(Id, Hostile))
            .Answer(StoreCalls.MailboxContent, _ => SealedSamples.Info(Id, 100), SealedSamples.Content(Encoding.UTF8.GetBytes($"Subject: {Hostile}\r\n\r\n{Hostile}\r\n")))
            .Answer(StoreCalls.Trace, _ => SealedSamples.TraceOf(Id, Hostile, Judged())).WithVault();
        string[][] commands =
        [
            ["queue", "list"], ["quarantine", "list"], ["quarantine", "show", Id], ["mailbox", "list", "a@x.example"], ["mailbox", "show", Id], ["trace", Id],
        ];
        foreach (var command in commands)
        {
            foreach (var json in new[] { false, true })
            {
                var run = await CommandRun.Of(system, "", json ? [.. command, "--json"] : command, terminal: terminal);
                Assert.Equal(ExitCodes.Done, run.Exit);
                Assert.Contains("owned", json && command is ["mailbox", "show", _] ? "owned" : run.Out, StringComparison.Ordinal);
                // On a terminal our own colours may stand there; what the mail wrote must not.
                Assert.DoesNotContain("\u001b]0;", run.Out, StringComparison.Ordinal);
                Assert.DoesNotContain('\u202e', run.Out);
                Assert.DoesNotContain('\a', run.Out);
            }
        }
    }

    [Fact]
    public async Task Raw_content_is_given_byte_for_byte_unless_it_goes_to_a_terminal()
    {
        byte[] content = [.. "Subject: x\r\n\r\n"u8, 0x1B, 0xFF, 0x00, 0x0A];
        var system = new FakeSystem().WithVault().Answer(StoreCalls.QuarantineContent, _ => SealedSamples.Info(Id, content.Length), SealedSamples.Content(content));
        var path = await CommandRun.Of(system, "quarantine", "show", Id, "--raw");
        Assert.Equal(Encoding.UTF8.GetString(content), path.Out);
        var shown = await CommandRun.Of(system, "", ["quarantine", "show", Id, "--raw"], terminal: true);
        Assert.DoesNotContain('\u001b', shown.Out);
        Assert.Contains("\\x1b", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdicts_have_the_same_words_in_every_command()
    {
        var system = new FakeSystem()
            .Answer(StoreCalls.QuarantineList, _ => SealedSamples.Quarantine(Id, Hostile, Judged()))
            .Answer(StoreCalls.Trace, _ => SealedSamples.TraceOf(Id, Hostile, Judged())).WithVault();
        foreach (var command in new string[][] { ["quarantine", "show", Id, "--json"], ["trace", Id, "--json"] })
        {
            var verdict = JsonDocument.Parse((await CommandRun.Of(system, command)).Lines[0]).RootElement.GetProperty("verdict");
            Assert.Equal("quarantine", verdict.GetProperty("disposition").GetString());
            Assert.Equal("attachment_blocked", verdict.GetProperty("reasons")[0].GetProperty("code").GetString());
        }

        var text = (await CommandRun.Of(system, "trace", Id)).Out;
        Assert.Contains("Verdict  quarantine", text, StringComparison.Ordinal);
        Assert.Contains("Origin   relay", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_shown_in_pieces()
    {
        var content = new byte[100_000];
        Array.Fill(content, (byte)'a');
        var run = await CommandRun.Of(new FakeSystem().WithVault().Answer(StoreCalls.MailboxContent, _ => SealedSamples.Info(Id, content.Length), SealedSamples.Content(content)), "mailbox", "show", Id);
        Assert.InRange(run.Out.Length, 64 * 1024, 80 * 1024);
        Assert.Contains("--raw", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hold", QueueAction.Hold)]
    [InlineData("release", QueueAction.Release)]
    [InlineData("delete", QueueAction.Delete)]
    [InlineData("flush", QueueAction.Flush)]
    public async Task Queue_actions_reach_the_store_and_nothing_changed_is_a_failure(string verb, QueueAction action)
    {
        var changed = 2;
        var system = new FakeSystem().Answer(VaultCalls.Order, _ => new OrderReply("an order")).Answer(StoreCalls.QueueChange, _ => new ChangeReply(changed));
        var run = await CommandRun.Of(system, "queue", verb, Id, "--reason", "maintenance", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(new OrderRequest { Queue = new ChangeRequest(action, Id), Reason = OrderReason.Maintenance }, system.Asked[0].Request);
        Assert.Equal(new ChangeRequest(action, Id), system.Asked[1].Request);
        Assert.Equal("an order", system.Behalves[1]?.Order);
        Assert.Equal($$"""{"action":"{{verb}}","id":"{{Id}}","changed":2}""", run.Lines[0]);
        changed = 0;
        Assert.Equal(ExitCodes.Failed, (await CommandRun.Of(system, "queue", verb, Id)).Exit);
    }

    [Fact]
    public async Task Flush_without_an_identifier_means_all()
    {
        var system = new FakeSystem().Answer(VaultCalls.Order, _ => new OrderReply("an order")).Answer(StoreCalls.QueueChange, _ => new ChangeReply(0));
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "queue", "flush")).Exit);
        Assert.Equal(new ChangeRequest(QueueAction.Flush, null), system.Asked[1].Request);
    }

    [Theory]
    [InlineData("release", QuarantineAction.Release)]
    [InlineData("delete", QuarantineAction.Delete)]
    public async Task Quarantine_actions_reach_the_store(string verb, QuarantineAction action)
    {
        var system = new FakeSystem().Answer(VaultCalls.Order, _ => new OrderReply("an order")).Answer(StoreCalls.QuarantineChange, _ => new ChangeReply(1));
        Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, "quarantine", verb, Id)).Exit);
        Assert.Equal(new OrderRequest { Quarantine = new QuarantineChangeRequest(action, Id) }, system.Asked[0].Request);
        Assert.Equal(new QuarantineChangeRequest(action, Id), system.Asked[1].Request);
        Assert.Equal("an order", system.Behalves[1]?.Order);
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, "quarantine", verb, Id, "--reason", "because")).Exit);
    }

    [Theory]
    [InlineData("good", QuarantineAction.TeachGood, "teach-good")]
    [InlineData("bad", QuarantineAction.TeachBad, "teach-bad")]
    [InlineData("nothing", QuarantineAction.Unlearn, "unlearn")]
    public async Task A_later_decision_reaches_the_store_under_an_order_and_nothing_changed_is_a_failure(string sort, QuarantineAction action, string word)
    {
        var changed = 1;
        var system = new FakeSystem().Answer(VaultCalls.Order, _ => new OrderReply("an order")).Answer(StoreCalls.QuarantineChange, _ => new ChangeReply(changed));
        var run = await CommandRun.Of(system, "learned", "decide", Id, "--as", sort, "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        Assert.Equal(new OrderRequest { Quarantine = new QuarantineChangeRequest(action, Id) }, system.Asked[0].Request);
        Assert.Equal(("an order", $$"""{"action":"{{word}}","id":"{{Id}}","changed":1}"""), (system.Behalves[1]?.Order, run.Lines[0]));
        changed = 0;
        Assert.Equal(ExitCodes.Failed, (await CommandRun.Of(system, "learned", "decide", Id, "--as", sort)).Exit);
        system.Answer(StoreCalls.QuarantineChange, _ => new ChangeReply(0, NothingKept: true));
        var delivered = await CommandRun.Of(system, "learned", "decide", Id, "--as", sort);
        Assert.Equal(ExitCodes.Failed, delivered.Exit);
        Assert.Contains("Nothing is kept", delivered.Error, StringComparison.Ordinal);
        Assert.Contains("learned teach FILE", delivered.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WrongUsage, (await CommandRun.Of(system, "learned", "decide", Id, "--as", "ugly")).Exit);
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_a_failure_with_advice()
    {
        var system = new FakeSystem()
            .Answer(StoreCalls.QueueList, _ => new QueueListReply([], [], null))
            .Answer(StoreCalls.QuarantineList, _ => new QuarantineListReply([], null));
        foreach (var group in new[] { "queue", "quarantine" })
        {
            var run = await CommandRun.Of(system, group, "show", Id);
            Assert.Equal(ExitCodes.Failed, run.Exit);
            Assert.Contains($"sekisho trace {Id}", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_tenant_is_added_with_its_domains_as_a_labels_and_its_relay()
    {
        var system = new FakeSystem().Answer(VaultCalls.AddTenant, tenant => tenant);
        var run = await CommandRun.Of(system, "tenant", "add", "sekisho", "--domain", "関所.Example", "a.example", "--domain", "B.example.", "--relay", "[::1]:2626", "--relay-tls", "verified", "--lmtp", "--json");
        Assert.Equal(ExitCodes.Done, run.Exit);
        var tenant = Assert.IsType<Tenant>(system.Asked[0].Request);
        Assert.Equal(("sekisho", new Route(RouteKind.Relay, "[::1]:2626", TlsPolicy.Verified, Lmtp: true)), (tenant.Name, tenant.Relay));
        Assert.Equal(["xn--8ous75i.example", "a.example", "b.example"], tenant.Domains);
        Assert.Equal("sekisho", JsonDocument.Parse(run.Lines[0]).RootElement.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("secret pass\n", "secret pass")]
    [InlineData("秘密\r\nsecond line\n", "秘密")]
    [InlineData("no line end", "no line end")]
    [InlineData("", null)]
    [InlineData("\n", null)]
    public async Task A_password_is_the_first_line_of_standard_input(string input, string? password)
    {
        var system = new FakeSystem().Answer(VaultCalls.AddAccount, request => new Account { Address = request.Address, Tenant = "t", CanLogIn = request.Password is not null });
        var run = await CommandRun.Of(system, input, ["account", "add", "a@x.example", "--password-stdin"]);
        if (password is null) Assert.Equal((ExitCodes.Failed, 0), (run.Exit, system.Asked.Count));
        else Assert.Equal((ExitCodes.Done, new AddAccountRequest("a@x.example", password)), (run.Exit, system.Asked[0].Request));
        if (password is not null) Assert.DoesNotContain(password, run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_taken_up_to_its_limit_and_refused_one_past()
    {
        var system = new FakeSystem().Answer(VaultCalls.AddAccount, request => new Account { Address = request.Address, Tenant = "t", CanLogIn = true });
        foreach (var end in new[] { "", "\n", "\r\n" })
        {
            Assert.Equal(ExitCodes.Done, (await CommandRun.Of(system, new string('p', 1024) + end, ["account", "add", "a@x.example", "--password-stdin"])).Exit);
            Assert.Equal(ExitCodes.Failed, (await CommandRun.Of(system, new string('p', 1025) + end, ["account", "add", "a@x.example", "--password-stdin"])).Exit);
        }
    }

    [Fact]
    public async Task Account_list_goes_on_after_a_full_page()
    {
        var all = Enumerable.Range(0, 1001).Select(i => new Account { Address = $"a{i:0000}@x.example", Tenant = "t", CanLogIn = false }).ToList();
        var system = new FakeSystem().Answer(VaultCalls.ListAccounts, request =>
        {
            var page = all.SkipWhile(account => request.After is not null && string.CompareOrdinal(account.Address, request.After) <= 0).Take(request.Most).ToList();
            return new DirectoryPage<Account>(page, page.Count < request.Most ? null : page[^1].Address);
        });
        var run = await CommandRun.Of(system, "account", "list", "--json");
        Assert.Equal(1001, run.Lines.Count);
        Assert.Equal(2, system.Asked.Count);
    }

    private static Verdict Judged()
    {
        var facts = new FactSet();
        facts.Set("links.hosts", [Hostile]);
        return new Verdict { Disposition = Disposition.Quarantine, Reasons = [new Reason(ReasonCode.AttachmentBlocked, Hostile)], Facts = facts };
    }
}
