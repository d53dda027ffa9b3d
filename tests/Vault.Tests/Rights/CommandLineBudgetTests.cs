using Sekisho.Ledger.Entries;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Sealing;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Budgets;
using Sekisho.Vault.Directory;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Tests.Support;

namespace Sekisho.Vault.Tests.Rights;

/// <summary>People of tenants have budgets of their own at the command line: none of them freezes the operators, or another person.</summary>
public sealed class CommandLineBudgetTests
{
    private const string Message = "0123456789abcdefghjkmnpqrs";
    private const long January = 202601;

    /// <summary>Three messages, three envelopes in a minute; of operators one.</summary>
    private static readonly VaultOptions Small = TestVault.Quick with { Budgets = new BudgetOptions { PersonMessages = 30, PersonEnvelopes = 30, OperatorMessages = 10, OperatorEnvelopes = 10 } };

    [Fact]
    public async Task An_auditor_opens_archived_messages_within_their_own_budget_over_all_their_logins()
    {
        await using var vault = await NewAsync();
        var (item, _) = TestVault.Seal(vault.Store.Tenants[1].Archive![0].Content, SealPurpose.MessageKeys, Message);
        var (first, second) = (await LogInAsync(vault, People.Auditor), await LogInAsync(vault, "second@house.example"));
        for (var i = 0; i < 3; i++) Assert.NotNull((await OpenAsync(vault, first, item)).Keys[0].Key);
        await Assert.ThrowsAsync<CallException>(() => OpenAsync(vault, first, item));
        // A new login is the same person.
        var again = await vault.StrongTicketAsync(RoleKind.Operator, People.Auditor);
        Assert.Contains("is frozen", (await Assert.ThrowsAsync<CallException>(() => OpenAsync(vault, again, item))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CallException>(async () =>
            await vault.AsOperatorAsync(As(VaultCalls.LeaseArchiveIndex, again), new ArchiveIndexRequest("house", January, ArchiveReason.Audit)));

        Assert.NotNull((await OpenAsync(vault, second, item)).Keys[0].Key);
        Assert.NotNull((await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Audit, item))).Keys[0].Key);
        var person = vault.Ledger.Of(EntryType.MessageExported).First().Who!.Person!.Value.ToString();
        Assert.Equal($"person:{person}", Assert.Single(vault.Ledger.Of(EntryType.CallerFrozen)).Details!["caller"]);
        Assert.Equal([$"person:{person}"], (await vault.AsOperatorAsync(VaultCalls.Thaw, new ThawRequest($"person:{person}"))).Callers);
        Assert.NotNull((await OpenAsync(vault, again, item)).Keys[0].Key);
    }

    [Theory]
    [InlineData(OpenPurpose.Envelope)]
    [InlineData(OpenPurpose.Content)]
    public async Task An_administrator_who_opens_too_much_stops_nobody_else(OpenPurpose purpose)
    {
        await using var vault = await NewAsync();
        var tenant = vault.Store.Tenants[1];
        var envelope = purpose == OpenPurpose.Envelope;
        var (item, _) = TestVault.Seal(envelope ? tenant.Trace : tenant.Quarantine, envelope ? SealPurpose.Trace : SealPurpose.MessageKeys, Message);
        var ticket = await LogInAsync(vault, People.Admin, AccountRight.TenantAdmin);
        var request = new OpenAsOperatorRequest("root", purpose, null, [item]);
        Assert.NotNull((await vault.AsOperatorAsync(As(VaultCalls.OpenAsOperator, ticket), request with { Boxes = [item, item, item] })).Keys[0].Key);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(As(VaultCalls.OpenAsOperator, ticket), request));

        Assert.StartsWith("person:", Assert.Single((await vault.AsOperatorAsync(VaultCalls.Status, Nothing.Value)).Frozen).Caller, StringComparison.Ordinal);
        Assert.NotNull((await vault.AsOperatorAsync(VaultCalls.OpenAsOperator, request)).Keys[0].Key);
    }

    [Fact]
    public async Task An_operator_who_logs_in_takes_from_the_operators_budget()
    {
        await using var vault = await NewAsync();
        var (item, _) = TestVault.Seal(vault.Store.Tenants[1].Archive![0].Content, SealPurpose.MessageKeys, Message);
        var ticket = await LogInAsync(vault, People.Operator, AccountRight.Operator);
        await OpenAsync(vault, ticket, item);
        await Assert.ThrowsAsync<CallException>(async () => await vault.AsOperatorAsync(VaultCalls.OpenArchive, new OpenArchiveRequest(ArchiveReason.Audit, item)));
    }

    [Fact]
    public async Task A_person_searches_all_months_of_the_longest_archive_in_a_minute_and_not_one_more()
    {
        await using var vault = await NewAsync();
        var ticket = await LogInAsync(vault, People.Auditor);
        async Task LeaseAsync() => await vault.AsOperatorAsync(As(VaultCalls.LeaseArchiveIndex, ticket), new ArchiveIndexRequest("house", January, ArchiveReason.Audit));
        for (var month = 0; month < SetArchiveRequest.MostMonths; month++) await LeaseAsync();
        await Assert.ThrowsAsync<CallException>(LeaseAsync);
        Assert.All(vault.Ledger.Of(EntryType.KeyLeased), entry => Assert.NotNull(entry.Who!.Person));
    }

    private static async Task<TestVault> NewAsync()
    {
        var vault = await TestVault.NewAsync(Small);
        await vault.AsOperatorAsync(VaultCalls.SetArchive, new SetArchiveRequest("house", 12));
        return vault;
    }

    private static async Task<string> LogInAsync(TestVault vault, string address, AccountRight right = AccountRight.Auditor)
    {
        await vault.AsOperatorAsync(VaultCalls.AddAccount, new AddAccountRequest(address, TestVault.Password, right));
        return await vault.StrongTicketAsync(RoleKind.Operator, address);
    }

    private static async Task<OpenBoxesReply> OpenAsync(TestVault vault, string ticket, BoxItem item) =>
        await vault.AsOperatorAsync(As(VaultCalls.OpenArchive, ticket), new OpenArchiveRequest(ArchiveReason.Audit, item));

    private static Call<TRequest, TReply> As<TRequest, TReply>(Call<TRequest, TReply> call, string ticket) => call with { Behalf = new CallBehalf { Ticket = ticket } };
}
