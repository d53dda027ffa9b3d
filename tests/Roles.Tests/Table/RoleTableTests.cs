using System.Reflection;
using Sekisho.Confinement;
using Sekisho.Deliver.Reporting;
using Sekisho.Edge;
using Sekisho.Inspect;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Resolving;
using Sekisho.Ledger;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Store.Reports;
using Sekisho.Vault;
using Sekisho.Vault.Tunnels;

namespace Sekisho.Roles.Tests.Table;

public sealed class RoleTableTests
{
    [Fact]
    public void Every_role_has_its_line_at_its_place()
    {
        var kinds = Enum.GetValues<RoleKind>();
        Assert.Equal(9, kinds.Length);
        Assert.Equal(kinds, RoleTable.Entries.Select(entry => entry.Kind));
        Assert.All(kinds, kind => Assert.Equal(kind, RoleTable.Of(kind).Kind));
        Assert.Equal(kinds.Length, RoleTable.Entries.Select(entry => entry.Name).Distinct().Count());
    }

    [Fact]
    public void The_calls_of_the_table_are_exactly_those_that_the_slices_define()
    {
        var defined = NamesOf(typeof(StoreCalls)).Concat(NamesOf(typeof(InspectCalls))).Concat(NamesOf(typeof(ResolveCalls))).Concat(NamesOf(typeof(SupervisorCalls))).Concat(NamesOf(typeof(LedgerCalls)))
            .Concat(NamesOf(typeof(VaultCalls))).Concat(NamesOf(typeof(ReportCalls))).Concat(NamesOf(typeof(DeliverReportCalls))).Concat(NamesOf(typeof(TunnelCalls))).Concat(NamesOf(typeof(MxCalls))).Concat(NamesOf(typeof(ArchiveCalls)))
            .Append(RoleCalls.Health(RoleKind.Store).Name).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(defined, RoleTable.Calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_call_is_answered_by_the_role_of_its_name()
    {
        foreach (var call in RoleTable.Calls.Where(call => call != RoleTable.HealthCall))
            Assert.Single(RoleTable.Entries, entry => RoleTable.Answers(entry.Kind, call));
        Assert.Equal(
            [RoleKind.Mx, RoleKind.Inspect, RoleKind.Store, RoleKind.Deliver, RoleKind.Ledger, RoleKind.Vault],
            RoleTable.Entries.Select(entry => entry.Kind).Where(kind => RoleTable.Answers(kind, RoleTable.HealthCall)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("store")]
    [InlineData(".accept")]
    [InlineData("stores.accept")]
    [InlineData("Store.accept")]
    public void A_name_that_is_not_a_call_of_the_store_is_not_answered_by_it(string name) =>
        Assert.False(RoleTable.Answers(RoleKind.Store, name));

    [Fact]
    public void A_role_starts_after_those_that_it_calls()
    {
        var started = RoleTable.Entries.Where(entry => entry.Instances != RoleInstances.None).Select(entry => entry.Kind);
        Assert.Equal(started.Order(), RoleTable.StartOrder.Order());
        for (var i = 0; i < RoleTable.StartOrder.Count; i++)
        {
            // deliver asks inspect only about what is held, and asks again later while nobody answers; inspect needs deliver's names for each message.
            // The vault needs a tunnel only while deliver wants a token of it.
            string[] later = RoleTable.StartOrder[i] switch
            {
                RoleKind.Deliver => [InspectCalls.Message.Name, InspectCalls.Disarm.Name],
                RoleKind.Vault => [TunnelCalls.Open.Name, TunnelCalls.Exchange.Name],
                _ => [],
            };
            foreach (var call in RoleTable.Of(RoleTable.StartOrder[i]).MayCall.Except(later))
                Assert.Contains(RoleTable.StartOrder.Take(i), callee => RoleTable.Answers(callee, call));
        }
    }

    [Fact]
    public void What_parses_stores_or_records_has_no_network_and_asks_nobody_but_for_names_and_counts()
    {
        foreach (var kind in new[] { RoleKind.Inspect, RoleKind.Store, RoleKind.Ledger })
        {
            Assert.Equal(RoleNetwork.None, RoleTable.Of(kind).Network);
            Assert.Equal(kind == RoleKind.Inspect ? [ResolveCalls.Resolve.Name, HistoryCalls.Ask.Name, MemoryCalls.Ask.Name] : [], RoleTable.Of(kind).MayCall);
        }
    }

    [Fact]
    public void Only_the_vault_records() =>
        Assert.Equal([RoleKind.Vault], RoleTable.Entries.Where(entry => entry.MayCall.Contains(LedgerCalls.Append.Name)).Select(entry => entry.Kind));

    [Fact]
    public void Only_the_operator_reads_what_is_recorded()
    {
        foreach (var call in new[] { LedgerCalls.Read.Name, LedgerCalls.Checkpoint.Name })
            Assert.Equal(RoleKind.Operator, Assert.Single(RoleTable.Entries, entry => RoleTable.MayCall(entry.Kind, call)).Kind);
        // The vault proves its own erasures, for their certificates.
        Assert.Equal([RoleKind.Operator, RoleKind.Vault], RoleTable.Entries.Where(entry => RoleTable.MayCall(entry.Kind, LedgerCalls.Prove.Name)).Select(entry => entry.Kind));
    }

    [Fact]
    public void Web_may_ask_the_vault_and_the_store_for_nothing_but_one_persons_mail()
    {
        var web = RoleTable.Of(RoleKind.Web);
        Assert.Equal(RoleInstances.None, web.Instances);
        Assert.Equal(
            [
                StoreCalls.IndexTokens.Name, StoreCalls.MailboxContent.Name, StoreCalls.MailboxList.Name, StoreCalls.Search.Name,
                VaultCalls.ChangePassword.Name, VaultCalls.CheckTicket.Name, VaultCalls.LeaseIndexKey.Name, VaultCalls.LogIn.Name, VaultCalls.OpenMessage.Name,
                VaultCalls.PasskeyChallenge.Name, VaultCalls.PasskeyLogIn.Name, VaultCalls.PasskeyOffer.Name, VaultCalls.PasskeyRegister.Name,
                VaultCalls.RenewTicket.Name, VaultCalls.Revoke.Name,
            ],
            web.MayCall.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_role_that_is_started_ever_executes_a_program() =>
        Assert.All(
            RoleTable.StartOrder,
            kind => Assert.Contains(SystemCallGroup.Execute, RoleTable.Of(kind).NeverNeeds));

    private static IEnumerable<string> NamesOf(Type calls) =>
        calls.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)!)
            .Select(call => (string)call.GetType().GetProperty("Name")!.GetValue(call)!);
}
