using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Vault.Directory;
using Sekisho.Vault.LogIn;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Rights;

/// <summary>A person who logs in at the command line is that person and not the machine's owner.</summary>
public sealed class AtTheCommandLineTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";

    [Fact]
    public async Task A_ticket_of_the_command_line_is_good_there_only_and_the_other_way_round()
    {
        await using var vault = await TestVault.NewAsync();
        var here = await LogInAsync(vault, TestVault.Ayumi);
        Assert.Null((await vault.AsAsync(RoleKind.Web, VaultCalls.CheckTicket, new TicketRequest(here))).Account);
        await RefusedAsync(() => AskAsync(vault, vault.TicketAsync()));
        Assert.All(vault.Ledger.Of(EntryType.SessionOpened), entry => Assert.NotNull(entry.Who!.Person));
    }

    [Fact]
    public async Task Who_comes_with_a_ticket_has_no_right_of_the_operator_s_and_is_named_in_the_refusal()
    {
        await using var vault = await TestVault.NewAsync();
        var ticket = await LogInAsync(vault, TestVault.Ayumi);
        var opened = vault.Ledger.Of(EntryType.SessionOpened).Last().Who!;
        await RefusedAsync(() => vault.AsOperatorAsync(As(VaultCalls.ListTenants, ticket), new DirectoryRequest()).AsTask());
        var refused = vault.Ledger.Of(EntryType.RightRefused).Last();
        Assert.Equal((opened.Person, opened.Ticket), (refused.Who!.Person, refused.Who.Ticket));
        // Without it the same connection is the operator's.
        await vault.AsOperatorAsync(VaultCalls.ListTenants, new DirectoryRequest());
    }

    [Fact]
    public async Task A_ticket_that_is_over_or_revoked_is_nobody_and_never_the_operator()
    {
        await using var vault = await TestVault.NewAsync();
        var revoked = await LogInAsync(vault, TestVault.Ayumi);
        await vault.AsOperatorAsync(VaultCalls.Revoke, new RevokeRequest(revoked));
        var over = await LogInAsync(vault, TestVault.Ken);
        vault.Clock.Advance(TimeSpan.FromHours(13));
        foreach (var ticket in new[] { revoked, over, "", "x" })
            await RefusedAsync(() => vault.AsOperatorAsync(As(VaultCalls.ListTenants, ticket), new DirectoryRequest()).AsTask());
    }

    [Fact]
    public async Task Envelopes_of_a_tenant_open_for_its_administrator_and_auditor_and_its_quarantine_for_the_administrator()
    {
        await using var vault = await TestVault.NewAsync();
        await vault.Role.Parts.Publisher.PublishOnceAsync();
        var people = await People.LogInAsync(vault);
        var (house, branch) = (vault.Store.Tenants[1], vault.Store.Tenants[2]);
        var mailbox = (await vault.PublishedAsync(TestVault.Ken)).Content;
        foreach (var (who, envelope, content) in new[] { ("admin", true, true), ("auditor", true, false), ("user", false, false), ("weak-admin", false, false), ("forger", false, false) })
        {
            Assert.Equal(envelope, await OpensAsync(vault, people[who]!, OpenPurpose.Envelope, house.Trace, SealPurpose.Trace));
            Assert.Equal(content, await OpensAsync(vault, people[who]!, OpenPurpose.Content, house.Quarantine, SealPurpose.MessageKeys));
            Assert.False(await OpensAsync(vault, people[who]!, OpenPurpose.Envelope, branch.Trace, SealPurpose.Trace));
            Assert.False(await OpensAsync(vault, people[who]!, OpenPurpose.Content, branch.Quarantine, SealPurpose.MessageKeys));
            Assert.False(await OpensAsync(vault, people[who]!, OpenPurpose.Content, mailbox, SealPurpose.ContentKey));
            Assert.False(await OpensAsync(vault, people[who]!, OpenPurpose.Content, vault.Store.QueueKey!, SealPurpose.MessageKeys));
        }

        Assert.True(await OpensAsync(vault, people["operator"]!, OpenPurpose.Content, branch.Quarantine, SealPurpose.MessageKeys));
    }

    private static async Task<bool> OpensAsync(TestVault vault, string ticket, OpenPurpose purpose, Store.Published.PublishedKey key, SealPurpose sealing)
    {
        var (item, box) = TestVault.Seal(key, sealing, Message);
        try
        {
            var call = VaultCalls.OpenAsOperator with { Behalf = new CallBehalf { Ticket = ticket } };
            var reply = await vault.Calls.SendAsync(RoleKind.Web, call, new OpenAsOperatorRequest("root", purpose, null, [item]), passesTable: true);
            return TestVault.Open(box, reply.Keys[0].Key) is not null;
        }
        catch (CallException refused) when (refused.Failure == CallFailure.Rejected)
        {
            return false;
        }
    }

    private static async Task<string> LogInAsync(TestVault vault, string address)
    {
        var reply = await vault.AsOperatorAsync(VaultCalls.LogIn, new LogInRequest(address, TestVault.Password));
        Assert.Equal(LogInResult.Granted, reply.Result);
        return reply.Ticket!;
    }

    private static async Task AskAsync(TestVault vault, Task<string> ticket) =>
        await vault.AsOperatorAsync(As(VaultCalls.ListPasskeys, await ticket), new NameRequest(TestVault.Ayumi));

    private static Call<TRequest, TReply> As<TRequest, TReply>(Call<TRequest, TReply> call, string ticket) => call with { Behalf = new CallBehalf { Ticket = ticket } };

    private static async Task RefusedAsync(Func<Task> act) => Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(act)).Failure);
}
