using Sekisho.Ledger.Reading;
using Sekisho.Ledger.Tests.Support;
using Sekisho.TransparencyLog.Verification;

namespace Sekisho.Ledger.Tests.Publishing;

public sealed class PruningTests
{
    [Fact]
    public async Task Old_entries_go_in_whole_bundles_and_the_log_still_verifies()
    {
        await using var ledger = new TestLedger { Options = new() { Origin = "ledger.example", RetentionDays = 30, PublishSeconds = 1e6, HeartbeatSeconds = 1e6 } };
        await ledger.StartAsync();
        await ledger.AppendAsync(1, TestLedger.Entries(700));
        await ledger.CheckpointAsync();
        ledger.Clock.Advance(TimeSpan.FromDays(20));
        await ledger.AppendAsync(701, TestLedger.Entries(700));
        await ledger.CheckpointAsync();
        ledger.Clock.Advance(TimeSpan.FromDays(11));
        await ledger.Role.Upkeep.PruneAsync();
        await ledger.CheckpointAsync();

        Assert.Equal(["002", "003", "004"], Directory.EnumerateFiles(Path.Combine(ledger.Folders.Log, "tile", "entries")).Select(Path.GetFileName).Order());
        var report = ledger.Verify();
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(512, report.Pruned);
        var read = await ledger.Calls.SendAsync(LedgerCalls.Read, new ReadRequest(0, 10));
        Assert.Equal(512, read.First);
        var proof = await ledger.Calls.SendAsync(LedgerCalls.Prove, new ProveRequest(5));
        Assert.Null(proof.Entry);
        Assert.Contains("index 5\n", proof.Proof);
        var pruned = Assert.Single((await ledger.Calls.SendAsync(LedgerCalls.Read, new ReadRequest(512, 4096))).Entries, entry => TestLedger.TypeOf(TestLedger.Parse(entry)) == "pruned");
        Assert.Equal("512", TestLedger.Parse(pruned).GetProperty("details").GetProperty("to").GetString());

        // And after a start, which reads the state and the journal.
        await ledger.StopAsync();
        await ledger.StartAsync();
        Assert.Equal(512, (await ledger.Calls.SendAsync(LedgerCalls.Read, new ReadRequest(0, 10))).First);
        Assert.True(ledger.Verify().IsIntact);
    }

    [Fact]
    public async Task A_bundle_that_is_gone_without_a_declaration_is_damage()
    {
        await using var ledger = await new TestLedger().StartAsync();
        await ledger.AppendAsync(1, TestLedger.Entries(700));
        await ledger.StopAsync();
        File.Delete(Path.Combine(ledger.Folders.Log, "tile", "entries", "000"));
        Assert.Equal(FindingKind.PrunedUndeclared, Assert.Single(ledger.Verify().Findings).Kind);
    }

    [Fact]
    public async Task A_heartbeat_is_recorded_and_published_at_its_time()
    {
        await using var ledger = await new TestLedger().StartAsync();
        var size = (await ledger.CheckpointAsync()).Size;
        ledger.Clock.Advance(TimeSpan.FromSeconds(61));
        await ledger.Role.Upkeep.HeartbeatAsync();
        var all = await ledger.ReadAllAsync();
        Assert.InRange(all.Count(entry => TestLedger.TypeOf(entry) == "heartbeat"), 2, 3);
        Assert.True(all.Count > size);
    }
}
