using System.Diagnostics;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>The ledger is killed at every step of its durability order while mail waits to be released: what has left the system is on record.</summary>
public sealed class LedgerCrashTests(LedgerCrashTests.CrashingSystem system) : IClassFixture<LedgerCrashTests.CrashingSystem>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("GroupWritten")]
    [InlineData("GroupDurable")]
    [InlineData("TilesWritten")]
    [InlineData("TilesDurable")]
    [InlineData("CheckpointPublished")]
    [InlineData("StateReplaced")]
    [InlineData("PartialsRemoved")]
    public async Task A_ledger_that_is_killed_at_a_step_has_every_release_on_record(string step)
    {
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        var domain = await system.AddTenantAsync(sink);
        var (releasedBefore, _) = await RecordAsync(sekisho);
        var before = Assert.Single(await sekisho.ProcessesAsync("ledger"));
        var flag = Path.Combine(sekisho.DataFolder, "ledger-state", "crash-at-next");
        // All at once: the ledger may look at any moment.
        await File.WriteAllTextAsync(flag + ".new", step);
        File.Move(flag + ".new", flag);

        await SendAsync(sekisho, domain, 3);

        await UntilAsync(() => Task.FromResult(!File.Exists(flag)));
        await UntilAsync(async () => (await sekisho.ProcessesAsync("ledger")) is [var now] && now != before);
        await SendAsync(sekisho, domain, 2);
        // What could not be opened in between waits for its next attempt, and may be under way when it is made due.
        await UntilAsync(async () =>
        {
            if (sink.Count < 5) await sekisho.RunAsync("queue", "flush");
            return sink.Count >= 5;
        });
        var (released, intact) = await RecordAsync(sekisho);
        Assert.True(intact);
        // A message whose release was recorded and not answered is released again: more entries than messages, never fewer.
        Assert.InRange(released - releasedBefore, sink.Count, 10 * sink.Count);
    }

    private static async Task<(int Released, bool Intact)> RecordAsync(SekishoProcess sekisho)
    {
        var intact = Assert.Single(await sekisho.JsonAsync("ledger", "verify")).GetProperty("intact").GetBoolean();
        using var calls = Roles.Supervision.OperatorConnection.Open(sekisho.DataFolder);
        var released = 0;
        for (var at = 0L; ;)
        {
            var page = await calls.SendAsync(Ledger.LedgerCalls.Read, new Ledger.Reading.ReadRequest(at, 500));
            if (page.Entries.Count == 0) return (released, intact);
            at += page.Entries.Count;
            released += page.Entries.Count(entry => entry.Contains("\"message.released\"", StringComparison.Ordinal));
        }
    }

    private static async Task SendAsync(SekishoProcess sekisho, string domain, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
            Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", [$"someone@{domain}"], WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nHello.\r\n"u8)), StringComparison.Ordinal);
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(began.Elapsed < Patience, "it did not happen in two minutes");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Its ledger can be told to die, and publishes often.</summary>
    public sealed class CrashingSystem() : SharedSystem(new SekishoProcess
    {
        ExtraConfiguration = "ledger:\n  publishSeconds: 1",
        Environment = { ["SEKISHO_TEST_FAULTS"] = "ledger" },
    });
}
