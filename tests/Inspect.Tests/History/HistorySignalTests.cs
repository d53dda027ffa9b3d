using System.Text;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.History;

public sealed class HistorySignalTests
{
    private readonly Memory _memory = new();

    [Fact]
    public async Task Asks_for_the_address_the_name_and_what_is_answered()
    {
        await InspectAsync("In-Reply-To: <2@ours.example>\r\nReferences: <1@ours.example>\r\n <2@ours.example>\r\n");
        Assert.Equal(("hana@partner.example", "hana sato"), (_memory.Asked!.Address, _memory.Asked.Name));
        Assert.Equal(["2@ours.example", "1@ours.example"], _memory.Asked.References);
        Assert.Equal(["ben@ours.example"], _memory.Asked.Recipients);
    }

    [Fact]
    public async Task A_stranger_is_a_first_contact()
    {
        var verdict = await InspectAsync();
        Assert.Equal((true, true), (verdict.Fact("history.first_contact"), verdict.Fact("history.first_of_domain")));
        Assert.Empty(verdict.Reasons);
    }

    [Fact]
    public async Task A_correspondent_is_none()
    {
        _memory.Reply = new HistoryReply { Messages = 7, Days = 90, DomainMessages = 9, Written = 2, IsReply = true };
        var verdict = await InspectAsync();
        Assert.Equal((7L, 90L, 2L, true), (verdict.Fact("history.messages"), verdict.Fact("history.days"), verdict.Fact("history.written"), verdict.Fact("history.is_reply")));
        Assert.Null(verdict.Fact("history.first_contact"));
        Assert.True(verdict.Score < 0);
    }

    [Fact]
    public async Task A_colleagues_name_over_a_strangers_address_is_named()
    {
        _memory.Reply = new HistoryReply { IsNameOfOwn = true };
        var verdict = await InspectAsync();
        Assert.Equal("Hana Sato", verdict.Fact("history.name_of_own"));
        Assert.Contains(ReasonCode.SenderImpersonation, verdict.Codes());
        Assert.Contains(ReasonCode.BusinessEmailCompromise, verdict.Codes());
    }

    [Fact]
    public async Task A_blocked_sender_goes_to_quarantine()
    {
        _memory.Reply = new HistoryReply { Blocked = true };
        var verdict = await InspectAsync(change: request => request with { MailFrom = "bounce@bulk.example" });
        Assert.Equal("bounce@bulk.example", _memory.Asked!.ReversePath);
        Assert.Equal((true, Disposition.Quarantine), (verdict.Fact("list.blocked"), verdict.Disposition));
        Assert.Contains(ReasonCode.BlockList, verdict.Codes());
    }

    [Fact]
    public async Task An_allowed_sender_who_proves_nothing_gains_nothing()
    {
        var before = (await InspectAsync()).Score;
        _memory.Reply = new HistoryReply { Allowed = true };
        var verdict = await InspectAsync();
        Assert.Equal((true, null, before), (verdict.Fact("list.allowed_unproven"), verdict.Fact("list.allowed"), verdict.Score));
    }

    [Theory]
    [InlineData("auth.dmarc", "pass", null, true)]
    [InlineData("auth.spf", "pass", "partner.example", true)]
    [InlineData("auth.spf", "pass", "other.example", false)]
    [InlineData("auth.spf", "softfail", "partner.example", false)]
    [InlineData("auth.dkim", "pass", null, false)]
    [InlineData("auth.dmarc", "none", null, false)]
    public async Task An_allowed_sender_who_is_authenticated_gains_ten_points(string fact, string value, string? spfDomain, bool isProven)
    {
        _memory.Reply = new HistoryReply { Allowed = true };
        var verdict = await SignalAsync(facts =>
        {
            facts.Set(fact, value);
            facts.Set("auth.spf_domain", spfDomain);
        });
        Assert.Equal((isProven, !isProven), (verdict.Fact("list.allowed") is true, verdict.Fact("list.allowed_unproven") is true));
        Assert.Equal(isProven, verdict.Reasons.Any(reason => reason is { Code: ReasonCode.TrustedSender, Points: -10 }));
    }

    [Fact]
    public async Task A_signature_of_the_very_domain_proves_the_sender_but_not_one_of_two()
    {
        _memory.Reply = new HistoryReply { Allowed = true };
        Assert.Equal(true, (await SignalAsync(facts => facts.Set("auth.dkim_domains", ["list.example", "partner.example"]))).Fact("list.allowed"));
        Assert.Equal(true, (await SignalAsync(facts =>
        {
            facts.Set("auth.dmarc", "pass");
            facts.Set("from.addresses", ["hana@partner.example", "boss@other.example"]);
        })).Fact("list.allowed_unproven"));
    }

    [Fact]
    public async Task Malware_of_an_allowed_sender_stays_stopped()
    {
        _memory.Reply = new HistoryReply { Allowed = true };
        var verdict = await SignalAsync(facts =>
        {
            facts.Set("auth.dmarc", "pass");
            facts.Set("antivirus.signatures", ["Win.Trojan.Example-1"]);
        });
        Assert.Equal((true, Disposition.Reject), (verdict.Fact("list.allowed"), verdict.Disposition));
    }

    [Fact]
    public async Task Nobody_who_can_be_asked_leaves_no_fact()
    {
        _memory.Reply = null;
        Assert.DoesNotContain((await InspectAsync()).Facts.Values.Keys, name => name.StartsWith("history.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_of_our_own_accounts_is_not_asked_about()
    {
        await InspectAsync(change: request => request with { Account = "hana@partner.example" });
        Assert.Null(_memory.Asked);
    }

    [Fact]
    public async Task No_more_is_asked_than_the_limits_allow()
    {
        var references = string.Concat(Enumerable.Range(0, HistoryRequest.MostReferences + 5).Select(i => $" <{i}@ours.example>\r\n"));
        await InspectAsync("References:" + references, request => request with { Recipients = [.. Enumerable.Range(0, HistoryRequest.MostRecipients + 1).Select(i => $"r{i}@ours.example")] });
        Assert.Equal((HistoryRequest.MostRecipients, HistoryRequest.MostReferences), (_memory.Asked!.Recipients.Count, _memory.Asked.References.Count));
        Assert.Equal($"{HistoryRequest.MostReferences + 4}@ours.example", _memory.Asked.References[0]);
    }

    [Theory]
    [InlineData("References: <<<>>>\r\n")]
    [InlineData("References: >a<\r\n")]
    [InlineData("References: <\r\nIn-Reply-To: >\r\n")]
    [InlineData("In-Reply-To:\r\n")]
    public async Task Broken_references_are_no_references(string fields)
    {
        await InspectAsync(fields);
        Assert.DoesNotContain(_memory.Asked!.References, reference => reference.Length == 0);
    }

    private async Task<Verdict> InspectAsync(string fields = "", Func<InspectRequest, InspectRequest>? change = null)
    {
        var request = new InspectRequest { Id = "1", Recipients = ["ben@ours.example"] };
        await using var inspector = Inspector.Create(new InspectOptions(), history: _memory);
        return await inspector.InspectAsync(
            change?.Invoke(request) ?? request,
            Encoding.UTF8.GetBytes($"From: \"Hana Sato\" <hana@partner.example>\r\nTo: ben@ours.example\r\nSubject: x\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <3@partner.example>\r\n{fields}\r\nHello.\r\n"));
    }

    /// <summary>The verdict where authentication has found these facts.</summary>
    private async Task<Verdict> SignalAsync(Action<FactSet> authenticate)
    {
        await using var inspector = Inspector.CreateWith(
            new InspectOptions(), TimeProvider.System, new StructureSignal(), new Authenticating(authenticate), new HistorySignal(_memory));
        return await inspector.InspectAsync(
            new InspectRequest { Id = "1", Recipients = ["ben@ours.example"] },
            "From: \"Hana Sato\" <hana@partner.example>\r\nTo: ben@ours.example\r\nSubject: x\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <3@partner.example>\r\n\r\nHello.\r\n"u8.ToArray());
    }

    private sealed class Authenticating(Action<FactSet> authenticate) : ISignal
    {
        public string Name => "authentication";

        public FactGroup Facts => FactGroup.Of(Name, "");

        public ValueTask ExamineAsync(InspectionContext context)
        {
            authenticate(context.Facts);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Memory : ISenderHistory
    {
        public HistoryRequest? Asked { get; private set; }

        public HistoryReply? Reply { get; set; } = new();

        public ValueTask<HistoryReply?> AskAsync(HistoryRequest request, CancellationToken cancellation)
        {
            Asked = request;
            return ValueTask.FromResult(Reply);
        }
    }
}
