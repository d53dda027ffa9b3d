using Sekisho.Ledger.Client;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Tests.Support;
using Sekisho.Roles.Calls;

namespace Sekisho.Ledger.Tests.Client;

#pragma warning disable CA1001 // xunit disposes it through IAsyncLifetime
public sealed class LedgerClientTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync() => await _ledger.StartAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Callers_at_one_time_share_appends_and_each_learns_its_own_place()
    {
        await using var client = NewClient();
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => (i, await client.AppendAsync([TestLedger.Entry(i), TestLedger.Entry(i)])))));
        var all = await _ledger.ReadAllAsync();
        foreach (var (i, result) in results)
        {
            Assert.True(result.IsRecorded);
            Assert.Equal($"{i}", all[(int)result.FirstIndex].GetProperty("details").GetProperty("number").GetString());
            Assert.Equal($"{i}", all[(int)result.FirstIndex + 1].GetProperty("details").GetProperty("number").GetString());
            Assert.True(result.TreeSize > result.FirstIndex + 1);
        }

        Assert.InRange(_ledger.Calls.Sent, 1, 200);
        Assert.DoesNotContain(all, entry => TestLedger.TypeOf(entry) == "gap");
    }

    [Fact]
    public async Task A_lost_reply_is_asked_for_again_and_recorded_once()
    {
        await using var client = NewClient();
        var lost = 0;
        _ledger.Calls.After = _ =>
        {
            if (lost++ < 2) throw new CallException(CallFailure.Interrupted, "as the test wants it");
        };
        var result = await AppendAsync(client);
        Assert.True(result.IsRecorded);
        Assert.Equal(3, lost);
        _ledger.Calls.After = null;
        Assert.Single(await _ledger.ReadAllAsync(), entry => TestLedger.TypeOf(entry) == "message.read");
    }

    [Fact]
    public async Task A_ledger_that_stays_away_is_a_failure_and_its_hole_is_on_record()
    {
        await using var client = NewClient(TimeSpan.FromMilliseconds(100));
        _ledger.Calls.Before = _ => throw new CallException(CallFailure.Unavailable, "as the test wants it");
        var result = await AppendAsync(client);
        Assert.Equal((false, LedgerFailure.Unavailable), (result.IsRecorded, result.Failure));
        _ledger.Calls.Before = null;
        Assert.True((await AppendAsync(client)).IsRecorded);
        Assert.Single(await _ledger.ReadAllAsync(), entry => TestLedger.TypeOf(entry) == "gap");
    }

    [Fact]
    public async Task A_full_ledger_is_a_failure_of_its_own()
    {
        await using var client = NewClient(TimeSpan.FromMilliseconds(100));
        _ledger.Calls.Before = _ => throw new CallException(CallFailure.Overloaded, "as the test wants it");
        Assert.Equal(LedgerFailure.Overloaded, (await AppendAsync(client)).Failure);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        await using var client = NewClient();
        _ledger.Calls.Before = _ => throw new CallException(CallFailure.NotAllowed, "as the test wants it");
        Assert.Equal(LedgerFailure.Refused, (await AppendAsync(client)).Failure);
        Assert.Equal(1, _ledger.Calls.Sent);
    }

    [Fact]
    public async Task An_entry_that_breaks_the_rules_never_leaves()
    {
        await using var client = NewClient();
        Assert.Equal(LedgerFailure.Invalid, (await client.AppendAsync([TestLedger.Entry() with { Type = EntryType.Gap }])).Failure);
        Assert.Equal(LedgerFailure.Invalid, (await client.AppendAsync([])).Failure);
        Assert.Equal(LedgerFailure.Invalid, (await client.AppendAsync(TestLedger.Entries(EntryRules.MaxEntriesPerAppend + 1))).Failure);
        Assert.Equal(0, _ledger.Calls.Sent);
        Assert.True((await client.AppendAsync(TestLedger.Entries(EntryRules.MaxEntriesPerAppend))).IsRecorded);
    }

    [Fact]
    public async Task No_more_entries_wait_than_the_limit()
    {
        var client = NewClient();
        using var asked = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        _ledger.Calls.Before = _ =>
        {
            asked.Release();
            Assert.True(goOn.Wait(Patience));
        };
        var first = client.AppendAsync([TestLedger.Entry()]).AsTask();
        Assert.True(await asked.WaitAsync(Patience));
        var waiting = Enumerable.Range(0, LedgerClient.MaxWaiting / 1024).Select(_ => client.AppendAsync(TestLedger.Entries(1024)).AsTask()).ToList();
        Assert.Equal(LedgerFailure.Overloaded, (await client.AppendAsync([TestLedger.Entry()])).Failure);
        _ledger.Calls.Before = null;
        goOn.Release();
        Assert.True((await first.WaitAsync(Patience)).IsRecorded);
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), result => Assert.True(result.IsRecorded));
        await client.DisposeAsync();
        Assert.Equal(LedgerFailure.Unavailable, (await client.AppendAsync([TestLedger.Entry()])).Failure);
    }

    private LedgerClient NewClient(TimeSpan? patience = null) => new(_ledger.Calls, "run1", TimeProvider.System, patience);

    private static Task<LedgerAppend> AppendAsync(LedgerClient client) => client.AppendAsync([TestLedger.Entry()]).AsTask().WaitAsync(Patience);
}
