using System.Collections.Concurrent;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Tests.Support;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Tests.Recovery;

/// <summary>At every step of the durability order the folders are copied as a crash would leave them; a ledger is started on the copy.</summary>
public sealed class CrashTests
{
    public static TheoryData<string> Steps => new(Enum.GetNames<DurabilityStep>());

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_crash_at_any_step_loses_nothing_that_was_acknowledged(string step)
    {
        var disk = new CopyingDisk(Enum.Parse<DurabilityStep>(step));
        await using var ledger = new TestLedger { Disk = disk };
        disk.Data = ledger.Data;
        await ledger.StartAsync();
        var notes = new List<string>();
        long n = 1;
        // Over the edges of bundles and tiles, with publishing in between.
        foreach (var count in new[] { 1, 200, 60, 1, 255, 256, 300 })
        {
            var reply = await ledger.AppendAsync(n, TestLedger.Entries(count, (int)n));
            disk.Acknowledged.Enqueue((reply.FirstIndex, (int)n, count));
            n += count;
            notes.Add((await ledger.CheckpointAsync()).Note);
        }

        await ledger.EndAsync();
        Assert.InRange(disk.Copies.Count, 5, 100);
        foreach (var (copy, acknowledged) in disk.Copies) await RecoversAsync(copy, acknowledged, notes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5000)]
    public async Task A_group_that_was_torn_while_it_was_written_was_never_there(int at)
    {
        var disk = new CopyingDisk(DurabilityStep.GroupWritten);
        await using var ledger = new TestLedger { Disk = disk };
        disk.Data = ledger.Data;
        await ledger.StartAsync();
        var first = await ledger.AppendAsync(1, TestLedger.Entries(20));
        disk.Acknowledged.Enqueue((first.FirstIndex, 0, 20));
        await ledger.AppendAsync(21, TestLedger.Entries(20));
        await ledger.EndAsync();
        var (copy, acknowledged) = disk.Copies[^1];
        var journal = Path.Combine(copy, "ledger-state", "journal.00");
        var bytes = await File.ReadAllBytesAsync(journal);
        var start = LastRecord(bytes);
        bytes.AsSpan(start + at, 16).Clear();
        await File.WriteAllBytesAsync(journal, bytes);
        await RecoversAsync(copy, acknowledged, []);
        foreach (var (earlier, _) in disk.Copies.SkipLast(1)) Directory.Delete(earlier, recursive: true);
    }

    [Fact]
    public async Task A_disk_that_fails_under_a_group_ends_recording_and_the_next_start_goes_on()
    {
        var disk = new FailingDisk();
        await using var ledger = await new TestLedger { Disk = disk }.StartAsync();
        await ledger.AppendAsync(1, TestLedger.Entry());
        disk.Fails = true;
        await Assert.ThrowsAsync<Roles.Calls.CallException>(() => ledger.AppendAsync(2, TestLedger.Entry()).AsTask());
        disk.Fails = false;
        await Assert.ThrowsAsync<Roles.Calls.CallException>(() => ledger.AppendAsync(3, TestLedger.Entry()).AsTask());
        await Assert.ThrowsAsync<Roles.Calls.CallException>(() => ledger.CheckpointAsync().AsTask());
        await ledger.EndAsync();
        await ledger.StartAsync();
        await ledger.AppendAsync(2, TestLedger.Entry());
        Assert.True(ledger.Verify().IsIntact);
    }

    [Fact]
    public async Task A_publishing_that_failed_is_made_up_for()
    {
        var disk = new FailingDisk { At = DurabilityStep.TilesWritten };
        await using var ledger = await new TestLedger { Disk = disk }.StartAsync();
        await ledger.AppendAsync(1, TestLedger.Entries(600));
        disk.Fails = true;
        await Assert.ThrowsAsync<Roles.Calls.CallException>(() => ledger.CheckpointAsync().AsTask());
        await ledger.AppendAsync(601, TestLedger.Entries(600));
        disk.Fails = false;
        Assert.Equal(1203, (await ledger.CheckpointAsync()).Size);
        Assert.True(ledger.Verify().IsIntact);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_published_fills_up_and_refuses()
    {
        var disk = new FailingDisk { At = DurabilityStep.TilesWritten };
        await using var ledger = await new TestLedger { Disk = disk }.StartAsync();
        disk.Fails = true;
        var refused = false;
        long n = 1;
        for (; n < 100_000 && !refused; n += 1000)
        {
            try
            {
                await ledger.AppendAsync(n, TestLedger.Entries(1000));
            }
            catch (Roles.Calls.CallException problem)
            {
                Assert.Equal(Roles.Calls.CallFailure.Overloaded, problem.Failure);
                refused = true;
                break;
            }
        }

        Assert.True(refused);
        disk.Fails = false;
        await ledger.CheckpointAsync();
        await ledger.AppendAsync(n, TestLedger.Entries(1000));
        Assert.DoesNotContain(await ledger.ReadAllAsync(), entry => TestLedger.TypeOf(entry) == "gap");
    }

    private static int LastRecord(byte[] journal)
    {
        var last = -1;
        for (var at = 0; Ledger.Journal.JournalRecord.TryRead(journal.AsMemory(at), out var group);)
        {
            last = at;
            at += Ledger.Journal.JournalRecord.SpaceOf(group.Entries.Length + group.Checkpoint.Length);
        }

        return last;
    }

    private static async Task RecoversAsync(string copy, IReadOnlyList<(long Index, int From, int Count)> acknowledged, List<string> notes)
    {
        await using var again = await new TestLedger(copy).StartAsync();
        var all = await again.ReadAllAsync();
        foreach (var (index, from, count) in acknowledged)
        {
            for (var i = 0; i < count; i++)
                Assert.Equal($"{from + i}", all[(int)index + i].GetProperty("details").GetProperty("number").GetString());
        }

        var report = again.Verify();
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        // Every checkpoint that was ever told to anybody, and that this copy can know, is a beginning of this tree.
        foreach (var note in notes)
        {
            Assert.True(SignedNote.TryRead(note, out var signed) && Checkpoint.TryRead(signed.Text, out _));
            _ = Checkpoint.TryRead(signed.Text, out var old);
            if (old!.Size > acknowledged.Select(item => item.Index + item.Count).DefaultIfEmpty(0).Max()) continue;
            var tree = new TreeReader(new FolderTiles(again.Folders.Log), report.Size);
            var (oldRoot, newRoot) = (old.Root, tree.Root()!.Value);
            Assert.True(ConsistencyProof.Verify(old.Size, in oldRoot, report.Size, in newRoot, ConsistencyProof.Make(old.Size, tree)!));
        }
    }

    private sealed class CopyingDisk(DurabilityStep at) : LedgerDisk
    {
        public string? Data { get; set; }

        public ConcurrentQueue<(long Index, int From, int Count)> Acknowledged { get; } = new();

        public List<(string Folder, IReadOnlyList<(long, int, int)> Acknowledged)> Copies { get; } = [];

        public override void Reached(DurabilityStep step)
        {
            if (step != at || Data is null) return;
            var copy = Directory.CreateTempSubdirectory("sekisho-crash-").FullName;
            List<(long, int, int)> acknowledged = [.. Acknowledged];
            TestLedger.Copy(Data, copy);
            Copies.Add((copy, acknowledged));
        }
    }

    private sealed class FailingDisk : LedgerDisk
    {
        public bool Fails { get; set; }

        public DurabilityStep At { get; init; } = DurabilityStep.GroupWritten;

        public override void Reached(DurabilityStep step)
        {
            if (Fails && step == At) throw new IOException("as the test wants it");
        }
    }
}
