using Sekisho.Flow.Tests.Support;
using Sekisho.Ledger;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Flow.Tests;

/// <summary>The whole system's ledger: what it acknowledged stays, whatever dies, and verification agrees.</summary>
public sealed class LedgerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_ledger_that_is_killed_under_load_keeps_all_that_it_acknowledged()
    {
        await using var sekisho = new SekishoProcess();
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("load", "load.test", relay: null);
        using var stop = new CancellationTokenSource();
        using var calls = OperatorConnection.Open(sekisho.DataFolder);
        var number = 0;
        var acknowledged = 0;
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (await AddAccountAsync(calls, $"n{Interlocked.Increment(ref number)}@load.test")) Interlocked.Increment(ref acknowledged);
            }
        })).ToList();
        for (var round = 0; round < 3; round++)
        {
            var before = Volatile.Read(ref acknowledged);
            await UntilAsync(() => Volatile.Read(ref acknowledged) > before + 100);
            await sekisho.KillAsync("ledger");
        }

        var last = Volatile.Read(ref acknowledged);
        await UntilAsync(() => Volatile.Read(ref acknowledged) > last + 100);
        await stop.CancelAsync();
        await Task.WhenAll(load).WaitAsync(Patience);

        Assert.True(Assert.Single(await sekisho.JsonAsync("ledger", "verify")).GetProperty("intact").GetBoolean());
        var size = Assert.Single(await sekisho.JsonAsync("ledger", "checkpoint")).GetProperty("size").GetInt64();
        Assert.InRange(await CountAsync(calls, EntryType.AccountChanged, size), acknowledged, number);
    }

    /// <summary>Whether it was acknowledged. Without a ledger the vault changes nothing, and says so.</summary>
    private static async Task<bool> AddAccountAsync(OperatorConnection calls, string address)
    {
        try
        {
            await calls.SendAsync(VaultCalls.AddAccount, new AddAccountRequest(address, Password: null));
            return true;
        }
        catch (CallException)
        {
            return false;
        }
    }

    private static async Task<int> CountAsync(OperatorConnection calls, EntryType type, long size)
    {
        var count = 0;
        for (var at = 0L; at < size;)
        {
            var reply = await calls.SendAsync(LedgerCalls.Read, new ReadRequest(at, 500));
            Assert.NotEmpty(reply.Entries);
            at += reply.Entries.Count;
            foreach (var record in reply.Entries)
            {
                Assert.True(RecordedEntry.TryRead(record, out var entry));
                if (entry.Type == type) count++;
            }
        }

        return count;
    }

    /// <summary>Waits for what other threads do; the guard ends a test that would hang.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var guard = new CancellationTokenSource(Patience);
        while (!condition()) await timer.WaitForNextTickAsync(guard.Token);
    }
}
