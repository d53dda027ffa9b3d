using Sekisho.Commands.Person;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Store.Sealed;
using Sekisho.Store.Tracing;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Directory;

namespace Sekisho.Tests.Commands;

/// <summary>What a person's command asks the store for, which has no rights of its own: the own tenant's.</summary>
public sealed class PersonCallsTests
{
    private const string Id = "01kag3vq7t3v0e8w6m4c2y9x5z";
    private const long Own = 7;
    private const long Another = 8;

    [Fact]
    public async Task Archives_of_another_tenant_are_not_asked_for()
    {
        var system = Full();
        using var calls = As(system);
        await RefusedAsync(() => calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(Another)).AsTask());
        await RefusedAsync(() => calls.SendAsync(ArchiveCalls.List, new ArchiveListRequest(Another, 202601)).AsTask());
        await RefusedAsync(() => calls.SendAsync(ArchiveCalls.Tokens, new ArchiveTokensRequest(Another, 202601, [])).AsTask());
        await RefusedAsync(() => calls.SendAsync(ArchiveCalls.Search, new ArchiveSearchRequest(Another, 202601, [])).AsTask());
        await RefusedAsync(() => calls.OpenAsync(ArchiveCalls.Content, new ArchiveContentRequest(Id, Another)).AsTask());
        await RefusedAsync(() => calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(0)).AsTask());
        Assert.Empty(system.Asked);
    }

    [Fact]
    public async Task The_own_tenant_s_archive_is_and_a_message_without_a_tenant_is_the_own_tenant_s()
    {
        var system = Full();
        using var calls = As(system);
        await calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(Own));
        await calls.SendAsync(ArchiveCalls.List, new ArchiveListRequest(Own, 202601));
        await using (await calls.OpenAsync(ArchiveCalls.Content, new ArchiveContentRequest(Id)))
        {
        }

        Assert.Equal(new ArchiveContentRequest(Id, Own), system.Asked[^1].Request);
        Assert.All(system.Behalves, behalf => Assert.Equal("ticket", behalf?.Ticket));
        await calls.SendAsync(VaultCalls.ListArchive, new NameRequest("house"));
        Assert.Equal("ticket", system.Behalves[^1]?.Ticket);
    }

    [Fact]
    public async Task A_trace_has_the_own_tenant_s_envelopes_and_without_any_it_is_not_there()
    {
        SealedEnvelope Of(long tenant) => new(Id, tenant, [], []);
        var system = new FakeSystem();
        using var calls = As(system);
        system.Answer(StoreCalls.Trace, _ => new SealedTrace(Id, 1, [Of(Own), Of(Another)], []));
        Assert.Equal(Own, Assert.Single((await calls.SendAsync(StoreCalls.Trace, new ByIdRequest(Id))).Envelopes).Tenant);
        system.Answer(StoreCalls.Trace, _ => new SealedTrace(Id, 1, [Of(Another)], []));
        await RefusedAsync(() => calls.SendAsync(StoreCalls.Trace, new ByIdRequest(Id)).AsTask());
    }

    private static FakeSystem Full() => new FakeSystem()
        .Answer(VaultCalls.ListArchive, _ => new ArchiveStatus { Tenant = Own, IsOn = true, IsPublished = true, Months = 12, Kept = [] })
        .Answer(ArchiveCalls.Months, _ => new ArchiveMonthsReply([]))
        .Answer(ArchiveCalls.List, _ => new ArchiveListReply([], null))
        .Answer(ArchiveCalls.Content, _ => SealedSamples.Archived(Id, "hello", 5), SealedSamples.Content("hello"u8.ToArray()));

    private static PersonCalls As(FakeSystem system) => new(system, new TicketRecord("auditor@house.example", Own, "ticket", DateTimeOffset.MaxValue));

    private static async Task RefusedAsync(Func<Task> act) => Assert.Equal(CallFailure.Rejected, (await Assert.ThrowsAsync<CallException>(act)).Failure);
}
