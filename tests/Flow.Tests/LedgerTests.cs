using System.Collections.Concurrent;
using Sekisho.Flow.Tests.Support;
using Sekisho.Kernel.Ids;
using Sekisho.Ledger.Client;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Supervision;

namespace Sekisho.Flow.Tests;

/// <summary>The whole system's ledger: what it acknowledged stays, whatever dies, and verification agrees.</summary>
public sealed class LedgerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_ledger_that_is_killed_under_load_keeps_all_that_it_acknowledged()
    {
        await using var sekisho = new SekishoProcess();
        await sekisho.StartAsync();
        var acknowledged = new ConcurrentDictionary<long, string>();
        using var stop = new CancellationTokenSource();
        using var calls = OperatorConnection.Open(sekisho.DataFolder);
        await using (var client = new LedgerClient(calls, TimeOrderedId.New(TimeProvider.System), TimeProvider.System, Patience))
        {
            var number = 0;
            var load = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var name = $"{Interlocked.Increment(ref number)}";
                    var recorded = await client.AppendAsync([new LedgerEntry { Type = EntryType.KeyRotated, When = DateTimeOffset.UnixEpoch, Details = new Dictionary<string, string> { ["number"] = name } }]);
                    if (recorded.IsRecorded) Assert.True(acknowledged.TryAdd(recorded.FirstIndex, name));
                }
            })).ToList();
            for (var round = 0; round < 3; round++)
            {
                var before = acknowledged.Count;
                await UntilAsync(() => acknowledged.Count > before + 100);
                await sekisho.KillAsync("ledger");
            }

            var last = acknowledged.Count;
            await UntilAsync(() => acknowledged.Count > last + 100);
            await stop.CancelAsync();
            await Task.WhenAll(load).WaitAsync(Patience);
        }

        Assert.True(Assert.Single(await sekisho.JsonAsync("ledger", "verify")).GetProperty("intact").GetBoolean());
        Assert.True(Assert.Single(await sekisho.JsonAsync("ledger", "checkpoint")).GetProperty("size").GetInt64() > acknowledged.Count);
        foreach (var (index, name) in acknowledged.OrderBy(item => item.Key).Where((_, i) => i % 37 == 0))
        {
            var reply = await calls.SendAsync(Ledger.LedgerCalls.Read, new Ledger.Reading.ReadRequest(index, 1));
            Assert.True(RecordedEntry.TryRead(Assert.Single(reply.Entries), out var entry));
            Assert.Equal((name, "operator"), (entry.Details!["number"], entry.Role));
        }
    }

    /// <summary>Waits for what other threads do; the guard ends a test that would hang.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var guard = new CancellationTokenSource(Patience);
        while (!condition()) await timer.WaitForNextTickAsync(guard.Token);
    }
}
